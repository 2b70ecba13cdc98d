package demo

import "strings"

const (
	domain      = "northwind.example"
	adminEmail  = "admin@" + domain
	readerEmail = "reader@" + domain
)

// fullNames are the people who work, or will work, at the demo company.
var fullNames = []string{
	"Aino Virtanen", "Amara Okafor", "Anders Nyström", "Anikó Szabó", "Beatriz Carvalho",
	"Bjarne Mikkelsen", "Camille Lefèvre", "Chidi Eze", "Chiara Romano", "Daniela Horáková",
	"Dmytro Kovalenko", "Elif Yıldız", "Emma van Dijk", "Esther Mwangi", "Farid Haddad",
	"Finn O'Sullivan", "Gabriela Ionescu", "Hana Novotná", "Haruto Tanaka", "Ingrid Solberg",
	"Isabel Fuentes", "Ivana Petrović", "Jakub Wiśniewski", "Jin-woo Park", "João Almeida",
	"Katarzyna Zielińska", "Kaito Mori", "Lars Engström", "Leila Rahimi", "Linh Nguyen",
	"Lucía Ortega", "Lukas Brandstätter", "Maja Krajnc", "Marek Dvořák", "Mariam Diallo",
	"Matteo Bianchi", "Mei Chen", "Mihkel Tamm", "Nadia Benali", "Niamh Byrne",
	"Nikolaos Pappas", "Nils Bergmann", "Olena Shevchenko", "Ondřej Kučera", "Paolo Greco",
	"Petra Schäfer", "Priya Raman", "Rasa Kazlauskienė", "Rohan Mehta", "Ruta Ozola",
	"Sanna Korhonen", "Sofia Lindqvist", "Stefan Müller", "Tariq Aziz", "Thandiwe Dlamini",
	"Tomás Herrera", "Veronika Jelínek", "Wei Zhang", "Yara Mansour", "Zsófia Kiss",
}

// serviceNames are accounts that belong to machines.
var serviceNames = []string{"svc-deploy", "svc-backup", "svc-monitor", "svc-sync", "svc-reports"}

var departments = []string{"Finance", "Sales", "Operations", "Customer Care", "Marketing", "IT", "Legal", "Logistics"}

var browsers = []string{
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
	"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0",
}

var serviceAgents = []string{"northwind-deploy/2.14.0", "northwind-backup/1.9.3", "curl/8.14.1", "node/20.19.4", "python-requests/2.32.5"}

// plainLetters spells the letters of our names that ASCII lacks.
var plainLetters = strings.NewReplacer(
	"ö", "o", "ó", "o", "õ", "o", "ã", "a", "á", "a", "ä", "a", "è", "e", "é", "e", "ė", "e", "ě", "e",
	"í", "i", "ı", "i", "ń", "n", "ř", "r", "š", "s", "ś", "s", "ć", "c", "č", "c",
	"ž", "z", "ü", "u", "ú", "u", "ý", "y", "ł", "l", "ø", "o", "'", "", " ", ".",
)

// mailbox is the local part of a person's address: first.last in plain ASCII.
func mailbox(name string) string {
	return plainLetters.Replace(strings.ToLower(name))
}
