package api

import _ "embed"

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config codegen.yaml openapi.yaml
//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config codegen-client.yaml openapi.yaml

// Specification is the OpenAPI document the server is generated from.
//
//go:embed openapi.yaml
var Specification []byte
