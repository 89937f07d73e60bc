// The Redis that Argo CD's components share in the rehearsal. It is in memory, and gone with the process.
//
//	redis-shim --addr=127.0.0.1:6379
package main

import (
	"flag"
	"log"
	"time"

	"github.com/alicebob/miniredis/v2"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:6379", "address to listen on, with its port")
	flag.Parse()
	redis := miniredis.NewMiniRedis()
	if err := redis.StartAddr(*addr); err != nil {
		log.Fatal(err)
	}
	// miniredis has no clock of its own: without this, nothing in it would ever expire.
	for range time.Tick(time.Second) {
		redis.FastForward(time.Second)
	}
}
