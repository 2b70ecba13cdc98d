package demo

// kind is a component that flows are built from.
type kind struct {
	module  string   // vendor.service.module.Name
	label   string   // how people call it
	bundle  string   // the connector that brings it
	in, out string   // ports; a trigger has no in
	inputs  []string // what its transform fills
	props   []string // what its properties hold
	fields  []string // what later components can read from it
}

var triggers = []kind{
	{"appmixer.utils.timers.Timer", "Every day", "appmixer.utils", "", "out", nil, []string{"interval", "timezone"}, []string{"now", "lastTick"}},
	{"appmixer.utils.controls.OnStart", "On start", "appmixer.utils", "", "started", nil, nil, []string{"started"}},
	{"appmixer.utils.http.DynamicWebhook", "Incoming order", "appmixer.utils", "", "webhook", nil, []string{"generateInspector", "url"}, []string{"body.orderId", "body.total", "body.customer.email"}},
	{"appmixer.google.gmail.NewEmail", "New e-mail", "appmixer.google", "", "out", nil, []string{"account", "labels"}, []string{"subject", "from.address", "snippet"}},
	{"appmixer.hubspot.crm.NewContact", "New contact", "appmixer.hubspot", "", "contact", nil, []string{"account"}, []string{"id", "email", "lastname"}},
	{"appmixer.jira.issues.NewIssue", "New issue", "appmixer.jira", "", "issue", nil, []string{"account", "project"}, []string{"key", "fields.summary", "fields.priority.name"}},
}

var steps = []kind{
	{"appmixer.slack.list.SendChannelMessage", "Tell the channel", "appmixer.slack", "message", "newMessage", []string{"channelId", "text"}, []string{"account"}, []string{"ts", "channel"}},
	{"appmixer.slack.messages.SendDirectMessage", "Tell the owner", "appmixer.slack", "message", "newMessage", []string{"userId", "text"}, []string{"account"}, []string{"ts"}},
	{"appmixer.google.gmail.SendEmail", "Send e-mail", "appmixer.google", "in", "email", []string{"to", "subject", "text"}, []string{"account"}, []string{"id", "threadId"}},
	{"appmixer.google.spreadsheets.AddRow", "Add a row", "appmixer.google", "in", "out", []string{"worksheet", "A", "B"}, []string{"account", "sheetId"}, []string{"index"}},
	{"appmixer.google.calendar.CreateEvent", "Book a meeting", "appmixer.google", "in", "event", []string{"summary", "start", "attendees"}, []string{"account"}, []string{"id", "htmlLink"}},
	{"appmixer.hubspot.crm.CreateContact", "Create contact", "appmixer.hubspot", "in", "newContact", []string{"email", "lastname", "lifecycle"}, []string{"account"}, []string{"id"}},
	{"appmixer.hubspot.crm.UpdateDeal", "Move the deal", "appmixer.hubspot", "in", "deal", []string{"dealId", "stage"}, []string{"account"}, []string{"id", "amount"}},
	{"appmixer.salesforce.crm.FindObjects", "Find account", "appmixer.salesforce", "in", "out", []string{"object", "query"}, []string{"account"}, []string{"Id", "Name"}},
	{"appmixer.salesforce.crm.CreateRecord", "Create record", "appmixer.salesforce", "in", "out", []string{"object", "name", "description"}, []string{"account"}, []string{"id"}},
	{"appmixer.utils.controls.Condition", "If it is large", "appmixer.utils", "in", "true", []string{"expression", "operand"}, nil, []string{"expression"}},
	{"appmixer.utils.controls.Each", "For each line", "appmixer.utils", "in", "item", []string{"list"}, nil, []string{"value", "index"}},
	{"appmixer.utils.controls.Modifier", "Tidy the values", "appmixer.utils", "in", "out", []string{"name", "value"}, nil, []string{"value"}},
	{"appmixer.utils.http.Post", "Call the ERP", "appmixer.utils", "in", "response", []string{"url", "body", "headers"}, []string{"bodyType"}, []string{"body", "statusCode"}},
	{"appmixer.utils.storage.Set", "Remember", "appmixer.utils", "in", "item", []string{"key", "value"}, []string{"storeId"}, []string{"key"}},
	{"appmixer.utils.csv.AddRow", "Append to CSV", "appmixer.utils", "in", "fileId", []string{"fileId", "row"}, nil, []string{"fileId"}},
	{"appmixer.jira.issues.CreateIssue", "Open an issue", "appmixer.jira", "in", "issue", []string{"project", "summary", "description"}, []string{"account"}, []string{"key", "id"}},
	{"appmixer.zendesk.tickets.CreateTicket", "Open a ticket", "appmixer.zendesk", "in", "out", []string{"subject", "comment"}, []string{"account"}, []string{"id"}},
	{"appmixer.xero.accounting.CreateInvoice", "Draft the invoice", "appmixer.xero", "in", "invoice", []string{"contact", "reference", "amount"}, []string{"account", "tenantId"}, []string{"InvoiceID"}},
	{"appmixer.openai.chat.SendPrompt", "Summarise", "appmixer.openai", "in", "out", []string{"prompt", "model"}, []string{"account"}, []string{"answer"}},
	{"appmixer.dropbox.files.UploadFile", "File the document", "appmixer.dropbox", "in", "out", []string{"path", "content"}, []string{"account"}, []string{"id", "path_display"}},
}

// phrases fill inputs. Two of them are the kind of text that careless
// software runs.
var phrases = []string{
	"Order received", "Please check before Friday", "Second reminder", "New lead from the form", "Late delivery",
	"Weekly figures are ready", "Kunde wünscht Rückruf", "Réclamation transmise", "Čeká na schválení", "在庫が少ない",
	"Escalated to second level", "Approved by finance", "=SUM(A1:A9)", "<b>Urgent</b> order", "Renewal due in 30 days",
	"Checklist sent", "Papers attached", "Price list updated", "Customer informed", "Passed on to the warehouse",
}

var flowSubjects = []string{
	"Order intake", "Invoice approval", "Lead routing", "Stock alert", "Customer onboarding", "Refund check", "Weekly report",
	"Contract renewal", "Ticket escalation", "Price sync", "Supplier payment", "Delivery tracking", "New starter setup",
	"Expense claims", "Newsletter sign-up", "Quality complaint", "Data export", "Meeting notes", "Backup check", "Credit limit",
}

var flowPlaces = []string{
	"DACH", "Nordics", "Iberia", "France", "Italy", "CEE", "Benelux", "UK and Ireland", "Baltics", "Japan", "web shop",
	"wholesale", "head office", "warehouse Brno", "warehouse Rotterdam", "pilot", "2026",
}
