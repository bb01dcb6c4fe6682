// Package tests proves what only a real Fabric network can: that endorsement
// policies hold, that a third member of a channel sees nothing, that killing
// any process loses nothing acknowledged and uses nothing twice, and that the
// worked example of the README is real.
//
// One network serves all tests. It is the demonstration topology on other
// ports, with a sixth organisation in a third country on the atiga channel.
//
// Folder browser holds the journeys of people through the console, in a real
// browser; TestConsole runs them on the same network.
package tests
