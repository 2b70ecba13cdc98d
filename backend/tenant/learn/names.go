package learn

import "slices"

// The names under which the fields of an audit entry occur, folded, the most
// telling first; among them headings of tables in several languages.
var names = map[string][]string{
	"id": {"id", "auditid", "eventid", "entryid", "logid", "uuid", "guid", "recordid", "auditlogid", "identifier", "eid", "key", "seq", "sequence", "rid", "ref", "reference", "no", "nr", "number", "kennung", "identifiant", "identificador", "identifikator"},
	"createdAt": {"created", "createdat", "timestamp", "occurredat", "occurred", "eventtime", "createdon", "time", "datetime", "date", "eventdate", "creationtime", "createdtime", "createddate", "happenedat", "happened", "performedat", "loggedat", "recordedat", "when", "at", "ts", "btime", "moment", "published",
		"zeitpunkt", "zeitstempel", "datum", "zeit", "uhrzeit", "erstellt", "erstelltam", "horodatage", "dateheure", "heure", "creele", "fecha", "fechahora", "hora", "data", "dataora", "datahora", "čas", "cas", "vytvořeno", "vytvoreno", "datumačas", "data i godzina", "utworzono"},
	"action": {"action", "actionname", "event", "eventname", "activity", "operationname", "eventtype", "actiontype", "what", "operation", "verb", "name", "type", "title", "description", "message", "summary", "kind", "op", "code",
		"aktion", "ereignis", "vorgang", "aktivität", "tätigkeit", "événement", "evenement", "acción", "accion", "evento", "azione", "ação", "acao", "akce", "událost", "udalost", "czynność", "zdarzenie"},
	"type": {"type", "eventtype", "actiontype", "operation", "operationtype", "changetype", "op", "crud", "kind", "category", "verb", "typ", "art", "tipo", "method"},
	"user": {"useremail", "actoremail", "usermail", "email", "mail", "emailaddress", "user", "username", "actor", "actorname", "performedby", "who", "initiator", "initiatedby", "principal", "author", "createdby", "executedby", "triggeredby", "changedby", "by", "byemail", "operator", "login", "account", "subject", "person", "identity",
		"benutzer", "nutzer", "anwender", "benutzername", "mitarbeiter", "utilisateur", "courriel", "usuario", "correo", "utente", "usuário", "uživatel", "uzivatel", "użytkownik"},
	"userId":     {"userid", "actorid", "performedbyid", "initiatorid", "principalid", "uid", "accountid", "authorid", "whoid", "createdbyid", "userref", "benutzerid", "byid", "subjectid", "operatorid"},
	"flowId":     {"flowid", "workflowid", "flow", "flowuuid", "flowref"},
	"targetKind": {"targetkind", "targettype", "objecttype", "objectkind", "entitytype", "entitykind", "resourcetype", "resourcekind", "entity", "resource", "objectclass", "model", "collection", "subjecttype", "object", "objekttyp", "on type", "itemtype", "kind", "affectedtype"},
	"targetId":   {"targetid", "objectid", "entityid", "resourceid", "documentid", "docid", "subjectid", "itemid", "recordref", "targetref", "objectref", "resourceref", "entityref", "objektid", "affectedid"},
	"targetName": {"targetname", "objectname", "entityname", "resourcename", "targetlabel", "objectlabel", "entitylabel", "resourcelabel", "targettitle", "target", "objecttitle", "resourcetitle", "itemname", "label", "objekt", "affectedname"},
	"ip":         {"ip", "ipaddress", "ipaddr", "remoteaddress", "remoteaddr", "remoteip", "clientip", "sourceip", "addr", "address", "clientaddress", "host", "adresseip", "ipadresse"},
	"userAgent":  {"useragent", "ua", "agent", "browser", "client", "device"},
	"before":     {"before", "old", "previous", "oldvalue", "oldvalues", "prev", "prior", "original", "beforestate", "oldstate", "previousstate", "previousvalue", "was", "from", "stateprior", "vorher", "alt", "alterwert", "avant", "antes", "prima", "před"},
	"after":      {"after", "new", "current", "newvalue", "newvalues", "next", "afterstate", "newstate", "currentstate", "currentvalue", "now", "is", "to", "became", "updated", "result", "nachher", "neu", "neuerwert", "après", "después", "dopo", "po"},
	"changes":    {"changes", "diff", "patch", "delta", "changeset", "modifications", "changed", "edits", "changelog", "änderungen", "fields", "details"},
}

// doubtful are names of times that mean something else than when it happened.
var doubtful = []string{"updatedat", "updated", "modified", "modifiedat", "mtime", "lastmodified", "expires", "expiresat", "expiry", "validuntil", "lastlogin", "received", "receivedat", "ingested", "ingestedat", "indexedat", "indexed", "processedat", "storedat", "deletedat", "started", "stopped", "due"}

// elsewhere are objects in an entry that are not the one who did it.
var elsewhere = []string{"target", "object", "entity", "resource", "subject", "before", "after", "old", "new", "previous", "current", "affected", "on"}

// called says how well a column's name fits a field, from 0 to 1.
func (c *column) called(field string) float64 {
	return max(ranked(names[field], c.joint), ranked(names[field], c.leaf)-0.05)
}

func ranked(words []string, name string) float64 {
	at := slices.Index(words, name)
	if at < 0 {
		return 0
	}
	return max(0.6, 1-0.012*float64(at))
}

// of reports a column inside an object that is not the one who did it.
func (c *column) ofTarget() bool {
	for _, key := range c.path[:len(c.path)-1] {
		if slices.Contains(elsewhere, fold(key)) {
			return true
		}
	}
	return false
}
