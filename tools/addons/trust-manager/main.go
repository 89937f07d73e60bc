// trust-manager's controller, which distributes bundles of CA certificates.
//
//	KUBECONFIG=… trust-manager --trust-namespace=cert-manager
//
// trust-manager's own program serves health, metrics and a webhook on every address of the machine. This one listens on no port.
package main

import (
	"flag"
	"log"

	trust "github.com/cert-manager/trust-manager/pkg/apis/trust/v1alpha1"
	"github.com/cert-manager/trust-manager/pkg/bundle"
	bundlecontroller "github.com/cert-manager/trust-manager/pkg/bundle/controller"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

func main() {
	namespace := flag.String("trust-namespace", "cert-manager", "where the sources of bundles are")
	flag.Parse()
	if err := run(*namespace); err != nil {
		log.Fatal(err)
	}
}

func run(namespace string) error {
	ctrl.SetLogger(klog.Background())
	kinds := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{scheme.AddToScheme, trust.AddToScheme} {
		if err := add(kinds); err != nil {
			return err
		}
	}
	options := bundlecontroller.Options{Namespace: namespace}
	manager, err := ctrl.NewManager(ctrl.GetConfigOrDie(), ctrl.Options{
		Scheme:  kinds,
		Metrics: server.Options{BindAddress: "0"},
		Cache:   bundle.CacheOpts(options),
	})
	if err != nil {
		return err
	}
	ctx := ctrl.SetupSignalHandler()
	if err := bundle.SetupWithManager(ctx, manager, options); err != nil {
		return err
	}
	go func() {
		if manager.GetCache().WaitForCacheSync(ctx) {
			log.Print("ready")
		}
	}()
	return manager.Start(ctx)
}
