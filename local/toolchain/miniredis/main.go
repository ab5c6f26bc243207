// Program miniredis serves Redis on a loopback address out of memory, for the Argo CD of a local environment.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// version is set at link time.
var version = "0.0.0"

func main() {
	address := flag.String("address", "127.0.0.1:6379", "address to listen on")
	tell := flag.Bool("version", false, "print the version")
	flag.Parse()
	if *tell {
		fmt.Println("miniredis", version)
		return
	}

	server := miniredis.NewMiniRedis()
	if err := server.StartAddr(*address); err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	log.Printf("serving on %s", server.Addr())

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	// Expiry is the caller's clock in miniredis: without this, cached entries would never go.
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			server.FastForward(time.Second)
		case <-stop:
			return
		}
	}
}
