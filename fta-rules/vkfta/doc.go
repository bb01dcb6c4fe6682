// Package vkfta is the Viet Nam-Korea Free Trade Agreement as Origo applies it: the product rules of Annex 3-A in two
// versions, the articles of Chapter 3, and what its certificates, Forms VK and KV, must satisfy.
//
// The treaty's list is written in HS 2012. Since 1 August 2022 Viet Nam applies a list in HS 2017 (Circular
// 09/2022/TT-BCT). Its official text was not at hand: the second version is derived from the treaty's list with the
// correlation tables of the United Nations, says so, and leaves lines where they disagree to the officer.
package vkfta
