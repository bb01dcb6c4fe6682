// Package explain puts findings and rules into the words of officers, in English, Vietnamese and Korean.
//
// One catalogue holds all sentences: texts/AREA.LANGUAGE.txt, one message a line, `code = text with {names}`, comments
// behind #. A name in braces is filled with the input or computed value of that name, or with the finding's own rule,
// citation, item or until. Every code has a text in all three languages with the same names; the tests see to it.
//
// How values are shown:
//   - dates as the language writes them: 12 March 2026, 12/03/2026, 2026년 3월 12일;
//   - a number directly before a per cent sign with the language's decimal mark: 38.2%, 38,2%, 38.2%;
//   - a rule in words, its notation apart;
//   - a code under the name hs or code with its points: 7408.19, 8703.23.55;
//   - operations, processes and other codes by their names, where the catalogue has one: value.operation.PACK;
//   - everything else as it was recorded. Amounts, quantities and codes of the Harmonised System keep their point in all
//     languages, so that an officer can compare them with the form digit by digit.
package explain
