package certificate

// message is the English text of a problem and of what mends it. Names in braces are parameters.
type message struct{ text, remedy string }

// messageOf finds the text of a code.
func messageOf(code Code) message { return messages[code] }

// messages holds one entry for every code that Validate can report.
var messages = map[Code]message{}
