package cli

import (
	"path/filepath"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/cmd/origo/internal/seed"
	"origo/cmd/origo/internal/site"
)

// scriptBuilder collects the steps of the demonstration, scene by scene.
type scriptBuilder struct {
	site   *site.Site
	papers papers
	steps  []demoStep
	err    error // the first user or file that was not found
}

// add appends a step that ends well.
func (b *scriptBuilder) add(say, as string, command ...string) {
	b.steps = append(b.steps, demoStep{Say: say, Command: command, As: as})
}

// catch appends a step that must end with another exit code than 0.
func (b *scriptBuilder) catch(want int, say, as string, command ...string) {
	b.add(say, as, command...)
	b.steps[len(b.steps)-1].Want = want
}

// then makes the last step wait until an officer's own peer has the certificate in a status.
func (b *scriptBuilder) then(officer string, p paper, status registry.Status) {
	b.steps[len(b.steps)-1].arrived = arrival{site: b.site, officer: officer, certificate: p.document, status: status}.await
}

// chapter begins a chapter at a step.
func (b *scriptBuilder) chapter(first int, title string) { b.steps[first].Chapter = title }

// user is the name of the organisation's demonstration user with the role.
func (b *scriptBuilder) user(organisation, role string) string {
	u, err := b.site.UserOf(organisation, role)
	if err != nil && b.err == nil {
		b.err = err
	}
	return u.Name
}

// issuer is the user who anchors for an organisation.
func (b *scriptBuilder) issuer(organisation string) string {
	return b.user(organisation, registry.RoleIssuer)
}

// officer is the user who clears goods for an organisation.
func (b *scriptBuilder) officer(organisation string) string {
	return b.user(organisation, registry.RoleCustoms)
}

// key is a file of the officer who signs for an office.
func (b *scriptBuilder) key(country, office, ending string) string {
	return seed.OfficerFile(b.site.Keys(), country, office, ending)
}

// named is the words of a command followed by the certificate's name.
func (p paper) named(command string, more ...string) []string {
	id := p.document.ID()
	return append([]string{"origo", command, string(id.Form), id.Country, id.Reference}, more...)
}

// canonicalise adds the step that turns a draft into what is signed.
func (b *scriptBuilder) canonicalise(say string, p paper) {
	b.add(say, "", "origo", "canonicalise", p.draft, "-o", p.file)
}

// formD is a Form D that openssl seals, as an office with tools of its own
// would.
func (b *scriptBuilder) formD() {
	first, p := len(b.steps), b.papers.formD
	b.add("An office in Ho Chi Minh City has drafted a Form D for pumps to Thailand. Does it keep the rules?", "",
		"origo", "check", p.draft)
	b.canonicalise("It does. These are the exact bytes that will be signed:", p)
	if hasOpenSSL() {
		b.add("The officer signs with a tool that knows nothing of Origo:", "",
			"openssl", "cms", "-sign", "-binary", "-cades", "-nosmimecap", "-md", "sha256", "-in", p.file,
			"-signer", b.key("VN", "02", ".crt"), "-inkey", b.key("VN", "02", ".pem"), "-certfile", b.key("VN", "02", ".chain.crt"),
			"-outform", "DER", "-out", p.seal)
	} else {
		b.add("The program openssl is not on this machine, so origo signs this one too:", "",
			"origo", "sign", p.file, "--key", b.key("VN", "02", ".pem"))
	}
	b.add("The ministry puts it on the ledger; two organisations' peers verify the seal before it counts:",
		b.issuer("VNIssuer"), "origo", "anchor", p.file)
	b.then("THCustoms", p, registry.Issued)
	b.add("The goods arrive and are declared. Thai customs ask their own peer:", b.officer("THCustoms"),
		p.named("verify", "--declaration", p.entry)...)
	b.chapter(first, "Form D, Viet Nam to Thailand, sealed by openssl")
}

// vk is a Form VK sealed by origo with a PEM key.
func (b *scriptBuilder) vk() {
	first, p := len(b.steps), b.papers.vk
	b.canonicalise("Shrimp to Korea. The exact bytes:", p)
	b.add("Sealed with a key in a PEM file:", "", "origo", "sign", p.file, "--key", b.key("VN", "02", ".pem"))
	b.add("Anchored on the ledger of the Viet Nam-Korea agreement:", b.issuer("VNIssuer"), "origo", "anchor", p.file)
	b.then("KRCustoms", p, registry.Issued)
	b.add("Korean customs verify:", b.officer("KRCustoms"), p.named("verify", "--brief", "--declaration", p.entry)...)
	b.chapter(first, "Form VK, Viet Nam to Korea, sealed by origo")
}

// kv is a Form KV sealed by origo with a PKCS#12 file.
func (b *scriptBuilder) kv() {
	first, p := len(b.steps), b.papers.kv
	b.canonicalise("Cars from Korea. The exact bytes:", p)
	b.add("Sealed with a PKCS#12 file, as certification authorities hand them out:", "",
		"origo", "sign", p.file, "--p12", b.key("KR", "KCCI", ".p12"), "--password-file", seed.PasswordFile(b.site.Keys()))
	b.add("Anchored by Korea:", b.issuer("KRCustoms"), "origo", "anchor", p.file)
	b.then("VNCustoms", p, registry.Issued)
	b.add("Viet Nam Customs verify:", b.officer("VNCustoms"), p.named("verify", "--brief", "--declaration", p.entry)...)
	b.chapter(first, "Form KV, Korea to Viet Nam, sealed with a PKCS#12 file")
}

// eur1 is a EUR.1 sealed with RSASSA-PSS.
func (b *scriptBuilder) eur1() {
	first, p := len(b.steps), b.papers.eu
	b.canonicalise("Shoes to the United Kingdom. The exact bytes:", p)
	b.add("Sealed with RSASSA-PSS, which Viet Nam's signature rules ask for:", "",
		"origo", "sign", p.file, "--pss", "--key", b.key("VN", "02", ".pem"))
	b.add("Anchored:", b.issuer("VNIssuer"), "origo", "anchor", p.file)
	b.then("GBCustoms", p, registry.Issued)
	b.add("The trader hands the file to UK customs, who compare it with the ledger:", b.officer("GBCustoms"),
		"origo", "verify", "--brief", "--file", p.file, "--declaration", p.entry)
	b.chapter(first, "EUR.1, Viet Nam to the United Kingdom, with RSASSA-PSS")
}

// tampered is a Form D with ten times the pumps.
func (b *scriptBuilder) tampered() {
	first, p := len(b.steps), b.papers.formD
	b.catch(ExitRefused, "Somebody adds a zero to the number of pumps and presents the file with the genuine seal:",
		b.officer("THCustoms"), "origo", "verify", "--brief", "--file", b.papers.tampered(), "--seal", p.seal)
	b.chapter(first, "Caught: a tampered certificate")
}

// cancelled is the Form VK, withdrawn by its office.
func (b *scriptBuilder) cancelled() {
	first, p := len(b.steps), b.papers.vk
	b.add("The exporter asks to annul the Form VK. The office seals an act of cancellation:", b.issuer("VNIssuer"),
		p.named("cancel", "--reason", string(certificate.ReasonExporterRequest), "--key", b.key("VN", "02", ".pem"))...)
	b.then("KRCustoms", p, registry.Cancelled)
	b.catch(ExitRefused, "The certificate is presented all the same:", b.officer("KRCustoms"), p.named("verify", "--brief")...)
	b.add("What happened to it stays on the ledger:", b.officer("KRCustoms"), p.named("history")...)
	b.chapter(first, "Caught: a cancelled certificate")
}

// overused is the Form KV, whose ten cars are cleared twice.
func (b *scriptBuilder) overused() {
	first, p := len(b.steps), b.papers.kv
	b.add("Eight of the ten cars are cleared:", b.officer("VNCustoms"),
		p.named("use", "--declaration", "107560112233", "--line", "1=8:H87")...)
	b.catch(ExitRefused, "Elsewhere five more are declared on the same certificate, which has two left:", b.officer("VNCustoms"),
		p.named("use", "--declaration", "107560112244", "--line", "1=5:H87")...)
	b.chapter(first, "Caught: a certificate used beyond its quantity")
}

// outsider is Korea asking for a certificate of the UK agreement.
func (b *scriptBuilder) outsider() {
	first, p := len(b.steps), b.papers.eu
	b.catch(ExitRefused, "Korea is no party to the agreement with the United Kingdom. Its server cannot even ask:",
		b.officer("KRCustoms"), p.named("verify", "--brief")...)
	b.add("Whoever holds the paper, with the check code printed on it, may know the status, and nothing commercial:", "",
		p.named("status", "--code", codeOf(p.file), "--api", b.site.APIs["GBCustoms"])...)
	b.chapter(first, "A look from outside")
}

// offline is the EUR.1 verified from files alone.
func (b *scriptBuilder) offline() {
	first, p := len(b.steps), b.papers.eu
	exported, key := filepath.Join(b.papers.directory, "ukvfta.bundle"), filepath.Join(b.papers.directory, "gb-bundle")
	b.add("Customs make a key for bundles, once, and hand its public half to the posts:", "",
		"origo", "bundle", "keygen", "-o", key)
	b.add("For a post with a poor line they export the trust registry, signed, for a week:", b.officer("GBCustoms"),
		"origo", "bundle", "export", exported, "--agreement", string(certificate.UKVFTA),
		"--expires", p.document.IssueDate.AddDays(7).String(), "--sign-key", key+".key")
	b.catch(ExitCannotTell, "It proves the seal without any server. What only the ledger knows, it leaves open, and says so:", "",
		"origo", "verify", "--brief", "--bundle", exported, "--bundle-key", key+".pub", p.file)
	b.chapter(first, "Without a server")
}
