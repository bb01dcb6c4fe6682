package printed

import (
	"fmt"

	"origo/certificate"
)

// Notes on the last page, in place of the notes printed overleaf, each with the clause it stands for.
var (
	formDNotes = []string{
		"Parties: Brunei, Cambodia, Indonesia, Lao PDR, Malaysia, Myanmar, Philippines, Singapore, Thailand, Viet Nam. The goods must meet the origin rules of ATIGA, every article by itself, and the rules of direct transport. (note 1, 2, 4)",
		"Box 7: described well enough for customs to identify the goods, with the tariff number of the importing country; the manufacturer and trade mark where known. With third country invoicing, name and country of the company that issues the invoice; on a back-to-back certificate, number and date of each original proof. (notes 5, 6, 11, 12)",
		"Box 8: WO, wholly obtained; a percentage such as 40%, regional value content; CC, CTH or CTSH, change of classification; SP, specific process; two together such as CTSH + 35%; PC and a percentage below 40, partial cumulation, which by itself brings no preference. (note 3)",
		"Box 9: the FOB price only where the criterion is a regional value content and the goods leave or enter Cambodia, Indonesia or Lao PDR. (note 10)",
		"Box 4: importing customs mark whether preference is given, and mark refused items in box 5. (notes 8, 9)",
		"Box 13: retroactively issued after the declared shipment date, within one year of it. (Annex 8 R.10) A certified true copy bears the date of the original and is made within one year of it. (Annex 8 R.12)",
	}
	vkftaNotes = []string{
		"The goods must meet the origin rules of Chapter 3 of the agreement, every article by itself, and be consigned directly. The exporter may be the manufacturer. (notes 1, 2)",
		"Box 7: described well enough to identify the goods, with the tariff number of the importing Party, of six digits at least.",
		"Box 8: WO, wholly obtained; CTC, change of classification; RVC and a percentage, regional value content; two together such as CTH + RVC 40%; Specific Processes; PE, made from originating materials only; Article 3.5, goods of Annex 3-B. (note 3)",
		"Box 9: the FOB value only where the criterion is a regional value content.",
		"Box 12: CERTIFIED TRUE COPY on a copy in place of a lost original, with the original's date, within one year of it. (Art. 3.14.6)",
		"Box 13: Non-Party Invoicing, with name and country of the company that invoices; ISSUED RETROACTIVELY when issued later than the third working day, counting the day of shipment, within one year. (Arts 3.14.4, 3.20)",
	}
	eur1Notes = []string{
		"A certificate shows no erasures or words written over one another. A change strikes out the wrong entry, adds the right one, and is initialled by who filled the certificate in and endorsed by the authority. No space is left between items; unused space is struck through. (Protocol 1 Annex VII)",
		"Box 7 holds prescribed entries only: ISSUED RETROSPECTIVELY, DUPLICATE, and those of extended cumulation. (Protocol 1 Arts 3, 17, 18)",
		"The certificate lives twelve months from its date of issue; a duplicate takes effect from the date of the original. (Protocol 1 Arts 18, 21)",
	}
)

// overleaf is the last page of Forms D, VK and KV.
func (f *form) overleaf() {
	notes := vkftaNotes
	if f.d.Form == certificate.FormD {
		notes = formDNotes
	}
	f.centred(rect{frameLeft, frameTop, frameWidth, 7}, f.numbered(), style{size: 9, bold: true, ink: f.ink})
	f.noteList(rect{frameLeft, frameTop + 8, frameWidth, frameHeight - 8}, notes)
}

// noteList prints notes with their numbers.
func (f *form) noteList(at rect, notes []string) {
	f.draw(at.x, at.y+5, "NOTES", style{size: 9, bold: true, ink: f.ink})
	at = at.below(9)
	st := style{size: 8, ink: black}
	for i, note := range notes {
		f.draw(at.x, at.y+st.size*point*0.98, fmt.Sprintf("%d.", i+1), st)
		at = at.below(f.paragraph(rect{at.x + 6, at.y, at.w - 6, at.h}, note, st) + 2)
	}
}
