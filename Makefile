# Origo. `make up` needs Go, git and make, nothing else.

export CGO_ENABLED = 0

RUN = run
# our programs that exist in this checkout
PROGRAMS = $(patsubst cmd/%/main.go,bin/%,$(wildcard cmd/*/main.go))

.PHONY: help build programs up down status test vet clean distclean

help:
	@echo 'make up      build everything, start the demonstration network, fill it; Ctrl-C stops it'
	@echo 'make status  what runs, how far the channels are'
	@echo 'make test    every test, unit to whole system'
	@echo 'make down    stop a network that runs in another terminal'
	@echo 'make clean   forget the network and its ledger'

build: programs fabric

# Go itself knows what has changed, so this always runs and is quick.
programs:
	@echo 'building our programs'
	@mkdir -p bin
	@go build -trimpath -o bin/ $(patsubst bin/%,./cmd/%,$(PROGRAMS))

.PHONY: fabric
fabric: programs
	@bin/origo-network programs --tools network/tools --bin bin

up: build
	@exec bin/origo-network up --run $(RUN) --then "bin/origo seed --run $(RUN)"

status:
	@bin/origo-network status --run $(RUN)

down:
	@bin/origo-network down --run $(RUN)

test: build vet
	go test -timeout 30m ./...

vet:
	go vet ./...

clean: 
	@if [ -e $(RUN) ]; then bin/origo-network down --run $(RUN) 2>/dev/null; rm -rf $(RUN); fi

distclean: clean
	rm -rf bin
