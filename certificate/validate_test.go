package certificate_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/specimen"
)

type maker func(string, ...specimen.Option) *certificate.Document

// outcome is one document that departs from a valid specimen, and the problems that must be found, each as its code and path.
type outcome struct {
	name   string
	from   maker
	change func(*certificate.Document)
	want   []string
}

// found lists the problems as code and path in the order reported.
func found(t *testing.T, err error) []string {
	t.Helper()
	var problems certificate.Problems
	if err != nil && !errors.As(err, &problems) {
		t.Fatalf("error is %T, want Problems: %v", err, err)
	}
	var list []string
	for _, p := range problems {
		list = append(list, string(p.Code)+" "+p.Path)
	}
	return list
}

func run(t *testing.T, outcomes []outcome) {
	t.Helper()
	for _, o := range outcomes {
		t.Run(o.name, func(t *testing.T) {
			d := o.from("test")
			o.change(d)
			if got := found(t, d.Validate()); !slices.Equal(got, o.want) {
				t.Errorf("problems\n got %q\nwant %q", got, o.want)
			}
		})
	}
}

func amount(text string) *certificate.Money {
	return &certificate.Money{Amount: decimal(text), Currency: "USD"}
}

func decimal(text string) certificate.Decimal {
	d, err := certificate.ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return d
}

func day(text string) certificate.Date {
	d, err := certificate.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// ship moves shipment and issue and keeps the rest of the dates in order.
func ship(d *certificate.Document, shipped, issued string) {
	d.ShipmentDate, d.IssueDate, d.Certification.Date, d.Declaration.Date = day(shipped), day(issued), day(issued), day(issued)
}

// backToBack turns the durian certificate into one issued in Thailand for goods of Laos.
func backToBack(d *certificate.Document) {
	d.OriginCountry = "LA"
	d.Remarks.BackToBack = true
	d.BackToBack = []certificate.Original{{
		Certificate: certificate.ID{Form: certificate.FormD, Country: "LA", Reference: "LA-26-77"}, IssueDate: day("2026-10-01"),
		OriginalItem: 1, Item: 1, Quantity: certificate.Measure{Value: decimal("20"), Unit: "TNE"},
	}}
}

// trueCopy turns a certificate into a copy certified a month after the original.
func trueCopy(d *certificate.Document) {
	original := d.ID()
	original.Reference += "9"
	if d.Form == certificate.FormVK {
		original.Reference = "VN-KR 26/02/00001"
	}
	d.TrueCopyOf = &certificate.Link{Certificate: original, IssueDate: d.IssueDate}
	d.Certification.Date = d.IssueDate.AddMonths(1)
	d.Remarks.CertifiedTrueCopy = d.Form != certificate.FormEUR1
	d.Remarks.Duplicate = d.Form == certificate.FormEUR1
}

func TestValidVariations(t *testing.T) {
	run(t, []outcome{
		{"Form D issued retroactively", specimen.FormD, func(d *certificate.Document) {
			ship(d, "2026-11-10", "2026-11-18")
			d.Remarks.Retroactive, d.Remarks.RetroactiveReason = true, certificate.RetroError
		}, nil},
		{"Form D before May 2022 on the third day", specimen.FormD, func(d *certificate.Document) { ship(d, "2022-04-20", "2022-04-23") }, nil},
		{"VK on the third working day (VK-22)", specimen.VK, func(d *certificate.Document) { ship(d, "2024-05-30", "2024-06-03") }, nil},
		{"EUR.1 three working days after", specimen.EUR1, func(d *certificate.Document) { ship(d, "2025-03-06", "2025-03-11") }, nil},
		{"Form D back-to-back", specimen.FormDFromThailand, backToBack, nil},
		{"Form D certified true copy", specimen.FormDFromThailand, trueCopy, nil},
		{"VK certified true copy (VK-42)", specimen.VK, trueCopy, nil},
		{"EUR.1 duplicate", specimen.EUR1, func(d *certificate.Document) {
			trueCopy(d)
			d.TrueCopyOf.Certificate.Reference = "VN-GB 26/02/00001"
		}, nil},
		{"Form D replacing another", specimen.FormDFromThailand, func(d *certificate.Document) {
			d.Replaces = &certificate.Link{Certificate: certificate.ID{Form: "D", Country: "TH", Reference: "D2026-0099"}, IssueDate: day("2026-11-01")}
		}, nil},
		{"Form D third country invoicing (C24)", specimen.FormDFromThailand, func(d *certificate.Document) {
			d.Remarks.ThirdCountryInvoicing = true
			d.Invoices[0].Issuer = &certificate.InvoiceIssuer{Name: "Pearl Trading Ltd", Country: "HK"}
		}, nil},
		{"EUR.1 with third-country seller (UKV-41)", specimen.EUR1, func(d *certificate.Document) {
			d.Invoices[0].Issuer = &certificate.InvoiceIssuer{Name: "Pearl Trading Ltd", Country: "HK"}
		}, nil},
		{"Form D FOB price from Indonesia (C04)", specimen.FormDFromThailand, func(d *certificate.Document) {
			d.IssuingCountry, d.OriginCountry, d.Exporter.Country = "ID", "ID", "ID"
			d.Items[0].Criterion, d.Items[0].FOB = "41%", amount("300")
		}, nil},
		{"Form D partial cumulation (C13)", specimen.FormDFromThailand, func(d *certificate.Document) {
			d.Items[0].Criterion, d.Remarks.PartialCumulation = "PC 25%", true
		}, nil},
		{"Form D de minimis", specimen.FormD, func(d *certificate.Document) { d.Remarks.DeMinimis = true }, nil},
		{"Form D exhibition", specimen.FormD, func(d *certificate.Document) {
			d.Remarks.Exhibition = &certificate.Exhibition{Name: "Thailand Industry Fair", Address: "Bangna, Bangkok", Country: "TH", From: day("2026-11-20"), To: day("2026-11-22")}
		}, nil},
		{"KV for Gaeseong goods (VK-36)", specimen.KV, func(d *certificate.Document) { d.Items[1].Criterion = "Article 3.5" }, nil},
		{"EUR.1 without optional boxes", specimen.EUR1, func(d *certificate.Document) {
			d.Consignee, d.Transport, d.Invoices = certificate.Party{}, certificate.Transport{}, nil
			d.Items[0].Invoices, d.Items[1].Invoices, d.Items[0].HS, d.Items[1].HS = nil, nil, certificate.HSCode{}, certificate.HSCode{}
		}, nil},
		{"EUR.1 with an unusual number", specimen.EUR1, func(d *certificate.Document) { d.Reference = "A 123600" }, nil},
		{"Declaration by any exporter", specimen.OriginDeclaration, func(d *certificate.Document) {
			d.Statement.ExporterKind, d.Statement.Authorisation = certificate.AnyExporter, ""
		}, nil},
		{"Unsigned declaration under undertaking (UKV-30)", specimen.OriginDeclaration, func(d *certificate.Document) {
			d.Statement.Name, d.Statement.Undertaking = "", true
		}, nil},
		{"ATIGA declaration with FOB price", specimen.OriginDeclarationFromThailand, func(d *certificate.Document) {
			d.Items[0].Criterion, d.Items[0].FOB = "40%", amount("27000")
		}, nil},
	})
}

func TestHeaderRules(t *testing.T) {
	run(t, []outcome{
		{"form of another agreement", specimen.VK, func(d *certificate.Document) { d.Form = certificate.FormD },
			[]string{"form_not_of_agreement /form"}},
		{"VK issued by Korea", specimen.VK, func(d *certificate.Document) {
			d.IssuingCountry, d.ImportingCountry, d.OriginCountry, d.Exporter.Country = "KR", "VN", "KR", "KR"
		}, []string{"issuer_not_party /issuing_country"}},
		{"Form D issued in Hong Kong (C28)", specimen.FormDFromThailand, func(d *certificate.Document) {
			d.IssuingCountry, d.OriginCountry, d.Exporter.Country = "HK", "HK", "HK"
		}, []string{"issuer_not_party /issuing_country"}},
		{"importer outside the agreement", specimen.FormDFromThailand, func(d *certificate.Document) { d.ImportingCountry = "JP" },
			[]string{"importer_not_other_party /importing_country"}},
		{"importer is the issuer", specimen.FormDFromThailand, func(d *certificate.Document) { d.ImportingCountry = "TH" },
			[]string{"importer_not_other_party /importing_country"}},
		{"other country of origin", specimen.EUR1, func(d *certificate.Document) { d.OriginCountry = "GB" },
			[]string{"origin_country_wrong /origin_country"}},
		{"exporter abroad", specimen.KV, func(d *certificate.Document) { d.Exporter.Country = "SG" },
			[]string{"exporter_elsewhere /exporter/country"}},
		{"number for another importer", specimen.FormD, func(d *certificate.Document) { d.Reference = "VN-MY 26/02/00123" },
			[]string{"reference_pattern /reference"}},
		{"number without office", specimen.VK, func(d *certificate.Document) { d.Reference = "VN-KR 26/00123" },
			[]string{"reference_pattern /reference"}},
	})
}

func TestShownRules(t *testing.T) {
	run(t, []outcome{
		{"VK without the boxes it must have", specimen.VK, func(d *certificate.Document) {
			d.ShipmentDate, d.Consignee, d.Invoices = certificate.Date{}, certificate.Party{}, nil
			d.Declaration, d.Certification = certificate.Declaration{}, certificate.Certification{}
			for i := range d.Items {
				d.Items[i].Invoices = nil
			}
		}, []string{"missing /certification", "missing /consignee", "missing /declaration", "missing /invoices", "missing /shipment_date"}},
		{"declaration without its block", specimen.OriginDeclaration, func(d *certificate.Document) { d.Statement = certificate.OriginDeclaration{} },
			[]string{"missing /origin_declaration"}},
		{"VK with things only others show", specimen.VK, func(d *certificate.Document) {
			d.FormSerial = "AB 1"
			d.Remarks.Accumulation, d.Remarks.DeMinimis, d.Remarks.Duplicate, d.Remarks.BackToBack = true, true, true, true
			d.Remarks.Cumulation = []certificate.Cumulation{certificate.CumulationKorea}
		}, []string{"originals_missing /back_to_back", "not_on_form /form_serial", "not_on_form /remarks/accumulation",
			"not_on_form /remarks/back_to_back", "not_on_form /remarks/cumulation", "not_on_form /remarks/de_minimis",
			"not_on_form /remarks/duplicate", "copy_without_original /true_copy_of"}},
		{"back-to-back VK", specimen.VK, backToBack, []string{"not_on_form /back_to_back", "original_wrong /back_to_back/0/certificate",
			"originals_short /items/1/quantity", "origin_country_wrong /origin_country", "not_on_form /remarks/back_to_back"}},
		{"exhibition on KV", specimen.KV, func(d *certificate.Document) {
			d.Remarks.Exhibition = &certificate.Exhibition{Name: "Fair", Address: "Seoul", Country: "KR", From: day("2026-11-01"), To: day("2026-11-02")}
		}, []string{"not_on_form /remarks/exhibition"}},
		{"third country invoicing on EUR.1", specimen.EUR1, func(d *certificate.Document) {
			d.Remarks.ThirdCountryInvoicing = true
			d.Invoices[0].Issuer = &certificate.InvoiceIssuer{Name: "Pearl Trading Ltd", Country: "HK"}
		}, []string{"not_on_form /remarks/third_country_invoicing"}},
		{"export document on Form D", specimen.FormD, func(d *certificate.Document) {
			d.Certification.ExportDocument = &certificate.ExportDocument{Kind: "Export declaration", Number: "1"}
		}, []string{"not_on_form /certification/export_document"}},
		{"certification on a declaration", specimen.OriginDeclaration, func(d *certificate.Document) {
			d.Certification = certificate.Certification{Place: "London", Date: d.IssueDate, Official: "A. Person"}
		}, []string{"not_on_form /certification"}},
		{"retroactive declaration", specimen.OriginDeclaration, func(d *certificate.Document) { d.Remarks.Retroactive = true },
			[]string{"not_on_form /remarks/retroactive", "retroactive_unfounded /remarks/retroactive"}},
	})
}

func TestDateRules(t *testing.T) {
	run(t, []outcome{
		{"Form D two days after shipment (C19)", specimen.FormD, func(d *certificate.Document) { ship(d, "2026-03-10", "2026-03-12") },
			[]string{"retroactive_missing /remarks/retroactive"}},
		{"Form D before May 2022 on the fourth day", specimen.FormD, func(d *certificate.Document) { ship(d, "2022-04-20", "2022-04-24") },
			[]string{"retroactive_missing /remarks/retroactive"}},
		{"VK on the fourth working day", specimen.VK, func(d *certificate.Document) { ship(d, "2024-05-30", "2024-06-04") },
			[]string{"retroactive_missing /remarks/retroactive"}},
		{"EUR.1 nine days after (UKV-33)", specimen.EUR1, func(d *certificate.Document) { ship(d, "2025-03-05", "2025-03-14") },
			[]string{"retroactive_missing /remarks/retroactive"}},
		{"retroactive before shipment", specimen.VK, func(d *certificate.Document) { d.Remarks.Retroactive = true },
			[]string{"retroactive_unfounded /remarks/retroactive"}},
		{"EUR.1 without reason (UKV-34 needs one)", specimen.EUR1, func(d *certificate.Document) {
			ship(d, "2025-03-05", "2025-03-14")
			d.Remarks.Retroactive = true
		}, []string{"retroactive_reason /remarks/retroactive_reason"}},
		{"reason of EUR.1 on VK", specimen.VK, func(d *certificate.Document) {
			ship(d, "2024-05-30", "2024-07-10")
			d.Remarks.Retroactive, d.Remarks.RetroactiveReason = true, certificate.RetroRefused
		}, []string{"retroactive_reason /remarks/retroactive_reason"}},
		{"certified after the date of issue", specimen.KV, func(d *certificate.Document) { d.Certification.Date = d.IssueDate.AddDays(1) },
			[]string{"certification_date /certification/date"}},
		{"certified before the date of issue", specimen.KV, func(d *certificate.Document) {
			d.Certification.Date = d.IssueDate.AddDays(-1)
		}, []string{"certification_date /certification/date"}},
		{"declared after certification", specimen.KV, func(d *certificate.Document) { d.Declaration.Date = d.IssueDate.AddDays(1) },
			[]string{"declared_after_certified /declaration/date"}},
	})
}

func TestRemarkAndLinkRules(t *testing.T) {
	run(t, []outcome{
		{"exhibition ends before it begins", specimen.FormD, func(d *certificate.Document) {
			d.Remarks.Exhibition = &certificate.Exhibition{Name: "Fair", Address: "Bangkok", Country: "TH", From: day("2026-11-02"), To: day("2026-11-01")}
		}, []string{"exhibition_dates /remarks/exhibition/to"}},
		{"PC without tick", specimen.FormDFromThailand, func(d *certificate.Document) { d.Items[0].Criterion = "PC 25%" },
			[]string{"partial_cumulation_tick /remarks/partial_cumulation"}},
		{"tick without PC", specimen.FormDFromThailand, func(d *certificate.Document) { d.Remarks.PartialCumulation = true },
			[]string{"partial_cumulation_tick /remarks/partial_cumulation"}},
		{"de minimis on goods wholly obtained", specimen.FormDFromThailand, func(d *certificate.Document) { d.Remarks.DeMinimis = true },
			[]string{"de_minimis_tick /remarks/de_minimis"}},
		{"entry twice", specimen.EUR1, func(d *certificate.Document) {
			d.Remarks.Cumulation = []certificate.Cumulation{certificate.CumulationKorea, certificate.CumulationKorea}
		}, []string{"cumulation_entry /remarks/cumulation"}},
		{"entry on British goods", specimen.OriginDeclaration, func(d *certificate.Document) {
			d.Remarks.Cumulation = []certificate.Cumulation{certificate.CumulationASEAN}
		}, []string{"cumulation_entry /remarks/cumulation"}},
		{"copy without original", specimen.FormDFromThailand, func(d *certificate.Document) { d.Remarks.CertifiedTrueCopy = true },
			[]string{"copy_without_original /true_copy_of"}},
		{"original without the words", specimen.FormDFromThailand, func(d *certificate.Document) {
			trueCopy(d)
			d.Remarks.CertifiedTrueCopy = false
		}, []string{"copy_not_marked /remarks/certified_true_copy"}},
		{"duplicate without the word", specimen.EUR1, func(d *certificate.Document) {
			trueCopy(d)
			d.Remarks.Duplicate = false
		}, []string{"copy_not_marked /remarks/duplicate"}},
		{"copy with a date of its own", specimen.FormDFromThailand, func(d *certificate.Document) {
			trueCopy(d)
			d.TrueCopyOf.IssueDate = d.IssueDate.AddDays(-1)
		}, []string{"copy_differs /issue_date"}},
		{"copy of itself", specimen.FormDFromThailand, func(d *certificate.Document) {
			trueCopy(d)
			d.TrueCopyOf.Certificate = d.ID()
		}, []string{"link_wrong /true_copy_of"}},
		{"replaces another form", specimen.VK, func(d *certificate.Document) {
			d.Replaces = &certificate.Link{Certificate: certificate.ID{Form: "KV", Country: "VN", Reference: "X"}, IssueDate: d.IssueDate}
		}, []string{"link_wrong /replaces"}},
		{"replaces a younger one", specimen.VK, func(d *certificate.Document) {
			d.Replaces = &certificate.Link{Certificate: certificate.ID{Form: "VK", Country: "VN", Reference: "X"}, IssueDate: d.IssueDate.AddDays(1)}
		}, []string{"link_wrong /replaces"}},
	})
}

func TestProblemsNameTheField(t *testing.T) {
	d := specimen.VK("test")
	d.Exporter.Name, d.Items[1].Description = "", strings.Repeat("x", 2001)
	var problems certificate.Problems
	if !errors.As(d.Validate(), &problems) || len(problems) != 2 {
		t.Fatalf("got %v", problems)
	}
	want := []string{
		"Form VK box 1: exporter name is not filled in. Fill it in.",
		"Form VK box 7, item 2: description is longer than 2000 characters. Shorten it.",
	}
	if got := problems.Error(); got != strings.Join(want, "\n") {
		t.Errorf("got  %s\nwant %s", got, strings.Join(want, "\n"))
	}
}

func TestProblemsAreWordedForOfficers(t *testing.T) {
	d := specimen.FormD("test", specimen.On(certificate.NewDate(2026, time.March, 12)))
	d.Items[1].Criterion = "DMI"
	ship(d, "2026-03-10", "2026-03-12")
	var problems certificate.Problems
	if !errors.As(d.Validate(), &problems) || len(problems) != 2 {
		t.Fatalf("got %v", problems)
	}
	want := []certificate.Problem{{
		Code: "criterion_unknown", Path: "/items/1/criterion", Box: "box 8", Item: 2, Citation: "ATIGA Annex 7 note 3",
		Text:   "Form D box 8, item 2: the origin criterion is not one that the form admits.",
		Remedy: "Write it as in the overleaf notes; accumulation and de minimis are no criteria, and EUR.1 shows none.",
	}, {
		Code: "retroactive_missing", Path: "/remarks/retroactive", Box: "box 13", Citation: "ATIGA Annex 8 R.10",
		Text:   `Form D box 13: issued on 2026-03-12, after 2026-03-10, without the words "Issued Retroactively".`,
		Remedy: "Add the remark; the certificate then is to be issued anew.",
	}}
	for i, p := range problems {
		if p.Text != want[i].Text || p.Remedy != want[i].Remedy || p.Citation != want[i].Citation || p.Box != want[i].Box || p.Item != want[i].Item {
			t.Errorf("got  %+v\nwant %+v", p, want[i])
		}
	}
}
