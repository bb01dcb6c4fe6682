// Package atiga is the ASEAN Trade in Goods Agreement: its origin rules as Viet Nam transposed them for HS 2022, and
// what it asks of Form D, the electronic Form D and the origin declaration of a certified exporter.
//
// Sources are the Agreement (Arts 25 to 37), Annex 3 with Attachment 1 on textiles, Annex 4 (goods of the Information
// Technology Agreement), Annexes 5 to 7, the operational certification procedures of Annex 8 as endorsed on
// 8 September 2021, and Viet Nam's Circulars 22/2016, 10/2022 and 03/2023/TT-BCT and 33/2023/TT-BTC.
//
// Where sources differ: Form D had to use HS 2022 from 1 March 2023 by a letter of Viet Nam's customs
// (1449/TCHQ-GSQL), from 1 April 2023 by Circular 03/2023/TT-BCT. Tables begin on the later day, and between the two
// days either edition is let through.
package atiga
