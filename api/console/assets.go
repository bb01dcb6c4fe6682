package console

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed assets/*.css assets/*.js assets/*.svg
var assetFiles embed.FS

const assetPath = "/assets/"

// asset is one file, ready to send.
type asset struct {
	media         string
	plain, zipped []byte
}

// assets are the files that pages refer to. Each is served under a name with
// the digest of its content, so that browsers may keep it for good.
type assets struct {
	names map[string]string // address by file name
	files map[string]asset  // by the last part of the address
}

func readAssets() (assets, error) {
	all := assets{map[string]string{}, map[string]asset{}}
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		return all, fmt.Errorf("list assets: %w", err)
	}
	for _, entry := range entries {
		data, err := assetFiles.ReadFile(path.Join("assets", entry.Name()))
		if err != nil {
			return all, fmt.Errorf("read asset: %w", err)
		}
		zipped, err := compress(data)
		if err != nil {
			return all, fmt.Errorf("compress %s: %w", entry.Name(), err)
		}
		kind := path.Ext(entry.Name())
		name := strings.TrimSuffix(entry.Name(), kind) + "." + digest(data) + kind
		all.names[entry.Name()] = assetPath + name
		all.files[name] = asset{mime.TypeByExtension(kind), data, zipped}
	}
	return all, nil
}

func digest(data []byte) string {
	const shown = 8 // bytes; enough to tell versions apart
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:shown])
}

func compress(data []byte) ([]byte, error) {
	var out bytes.Buffer
	to, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := to.Write(data); err != nil {
		return nil, err
	}
	err = to.Close()
	return out.Bytes(), err
}

// serve sends an asset; the address names its content, so it never changes.
func (a assets) serve(w http.ResponseWriter, r *http.Request) {
	file, ok := a.files[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", file.media)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	data := file.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		data = file.zipped
	}
	_, _ = w.Write(data) // the browser has gone if this fails
}

// Asset is the address of a file in assets.
func (p *Page) Asset(name string) string { return p.console.assets.names[name] }
