package api

import (
	"cmp"
	"fmt"
	"net/url"
)

// ConsoleConfig says how people reach the console.
type ConsoleConfig struct {
	Off       bool   `yaml:"off"`        // serve the API alone
	ClientID  string `yaml:"client_id"`  // of the console at the identity provider; "origo" if empty
	PublicURL string `yaml:"public_url"` // under which browsers reach this server; http:// and the address of listen if empty
}

// defaultClient is the name of a console that its provider was not told another of.
const defaultClient = "origo"

// People are the settings of the console with its defaults.
func (c Config) People() ConsoleConfig {
	p := c.Console
	p.ClientID = cmp.Or(p.ClientID, defaultClient)
	p.PublicURL = cmp.Or(p.PublicURL, "http://"+c.Listen)
	return p
}

// checkConsole demands an address that a browser can be sent back to, and in
// production one that nobody on the way can read.
func (c Config) checkConsole() error {
	at, err := url.Parse(c.People().PublicURL)
	switch {
	case c.Console.Off:
		return nil
	case err != nil || at.Host == "" || at.Path != "" && at.Path != "/" || at.Scheme != "http" && at.Scheme != "https":
		return fmt.Errorf("console.public_url: %q is not the address of a site; write one such as https://origo.example.org", c.Console.PublicURL)
	case c.Production && at.Scheme != "https":
		return fmt.Errorf("console.public_url: %q is not https, which production needs; write the address browsers use, or set console.off", c.Console.PublicURL)
	}
	return nil
}
