// The controller of Sealed Secrets, with a key of its own.
//
//	KUBECONFIG=… sealed-secrets --namespace=sealed-secrets
//
// Sealed Secrets' own program finds the API server only in a pod, from files below /var/run, and opens ports. This one takes a
// kubeconfig, and listens on no port: the certificate to seal with is tls.crt in the Secret with its key.
package main

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"flag"
	"log"
	"os"
	"reflect"
	"time"
	"unsafe"

	"github.com/bitnami/sealed-secrets/pkg/client/clientset/versioned"
	"github.com/bitnami/sealed-secrets/pkg/client/informers/externalversions"
	"github.com/bitnami/sealed-secrets/pkg/controller"
	"github.com/bitnami/sealed-secrets/pkg/crypto"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// The same as in cmd/controller of Sealed Secrets.
const (
	keyPrefix     = "sealed-secrets-key"
	validFor      = 10 * 365 * 24 * time.Hour
	maxRetries    = 5
	orderPriority = "CertNotBefore"
)

// Half of the default, because generating a key of 4096 bits takes seconds.
const keySize = 2048

func main() {
	namespace := flag.String("namespace", "sealed-secrets", "where its keys are")
	flag.Parse()
	if err := run(*namespace); err != nil {
		log.Fatal(err)
	}
}

func run(namespace string) error {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	sealed, err := versioned.NewForConfig(config)
	if err != nil {
		return err
	}
	if err := ensureKey(client, namespace); err != nil {
		return err
	}
	keys := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithNamespace(namespace),
		informers.WithTweakListOptions(func(options *meta.ListOptions) { options.LabelSelector = activeKey }))
	one, err := controller.NewController(client, sealed, externalversions.NewSharedInformerFactory(sealed, 0),
		informers.NewSharedInformerFactory(client, 0), keys,
		controller.NewKeyRegistry(client, namespace, keyPrefix, controller.SealedSecretsKeyLabel, keySize),
		maxRetries, orderPriority)
	if err != nil {
		return err
	}
	writeStatus(one)
	one.Run(make(chan struct{}))
	return nil
}

const activeKey = controller.SealedSecretsKeyLabel + "=active"

// The Secret that the controller itself would create; an existing one is kept.
func ensureKey(client kubernetes.Interface, namespace string) error {
	secrets := client.CoreV1().Secrets(namespace)
	found, err := secrets.List(context.Background(), meta.ListOptions{LabelSelector: activeKey})
	if err != nil || len(found.Items) > 0 {
		return err
	}
	key, certificate, err := crypto.GeneratePrivateKeyAndCert(keySize, validFor, "")
	if err != nil {
		return err
	}
	labels := map[string]string{controller.SealedSecretsKeyLabel: "active"}
	_, err = secrets.Create(context.Background(), &core.Secret{
		ObjectMeta: meta.ObjectMeta{GenerateName: keyPrefix, Labels: labels},
		Type:       core.SecretTypeTLS,
		Data: map[string][]byte{
			core.TLSPrivateKeyKey: encode("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)),
			core.TLSCertKey:       encode("CERTIFICATE", certificate.Raw),
		},
	}, meta.CreateOptions{})
	return err
}

func encode(kind string, bytes []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes})
}

// Does what --update-status, the default, does: the field can't be set in any other way. Panics if a later release has removed it.
func writeStatus(one *controller.Controller) {
	field := reflect.ValueOf(one).Elem().FieldByName("updateStatus")
	reflect.NewAt(field.Type(), unsafe.Pointer(field.UnsafeAddr())).Elem().SetBool(true)
}
