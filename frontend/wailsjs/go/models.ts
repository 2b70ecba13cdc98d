export namespace bind {
	
	export class ActivityLine {
	    entry: number;
	    at: number;
	    what: string;
	    detail: string;
	    who: string;
	    tenant: string;
	
	    static createFrom(source: any = {}) {
	        return new ActivityLine(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.entry = source["entry"];
	        this.at = source["at"];
	        this.what = source["what"];
	        this.detail = source["detail"];
	        this.who = source["who"];
	        this.tenant = source["tenant"];
	    }
	}
	export class ActivityList {
	    lines: ActivityLine[];
	    total: number;
	
	    static createFrom(source: any = {}) {
	        return new ActivityList(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.lines = this.convertValues(source["lines"], ActivityLine);
	        this.total = source["total"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class AppInfo {
	    version: string;
	    dataFolder: string;
	    keychain: boolean;
	    secretsNote: string;
	    localZone: string;
	    openDemo: boolean;
	
	    static createFrom(source: any = {}) {
	        return new AppInfo(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.version = source["version"];
	        this.dataFolder = source["dataFolder"];
	        this.keychain = source["keychain"];
	        this.secretsNote = source["secretsNote"];
	        this.localZone = source["localZone"];
	        this.openDemo = source["openDemo"];
	    }
	}
	export class AsRead {
	    text: string;
	    at: number;
	
	    static createFrom(source: any = {}) {
	        return new AsRead(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.text = source["text"];
	        this.at = source["at"];
	    }
	}
	export class ObjectEvent {
	    key: number;
	    id: string;
	    createdAt: number;
	    action: string;
	    type: string;
	    user: string;
	    summary: string;
	    size: number;
	    noise: number;
	    tells: boolean;
	    gap: boolean;
	
	    static createFrom(source: any = {}) {
	        return new ObjectEvent(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.id = source["id"];
	        this.createdAt = source["createdAt"];
	        this.action = source["action"];
	        this.type = source["type"];
	        this.user = source["user"];
	        this.summary = source["summary"];
	        this.size = source["size"];
	        this.noise = source["noise"];
	        this.tells = source["tells"];
	        this.gap = source["gap"];
	    }
	}
	export class BlameLeaf {
	    path: string;
	    names: string[];
	    value: string;
	    cut: boolean;
	    masked: boolean;
	    noise: boolean;
	    event: number;
	    atLatest: boolean;
	
	    static createFrom(source: any = {}) {
	        return new BlameLeaf(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.names = source["names"];
	        this.value = source["value"];
	        this.cut = source["cut"];
	        this.masked = source["masked"];
	        this.noise = source["noise"];
	        this.event = source["event"];
	        this.atLatest = source["atLatest"];
	    }
	}
	export class ObjectRef {
	    tenant: string;
	    kind: string;
	    id: string;
	
	    static createFrom(source: any = {}) {
	        return new ObjectRef(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.tenant = source["tenant"];
	        this.kind = source["kind"];
	        this.id = source["id"];
	    }
	}
	export class ObjectState {
	    object: ObjectRef;
	    name: string;
	    key: number;
	    eventId: string;
	    at: number;
	    user: string;
	    action: string;
	    known: boolean;
	    gone: boolean;
	    partial: boolean;
	    unsure: boolean;
	    words: string;
	    text: string;
	
	    static createFrom(source: any = {}) {
	        return new ObjectState(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.object = this.convertValues(source["object"], ObjectRef);
	        this.name = source["name"];
	        this.key = source["key"];
	        this.eventId = source["eventId"];
	        this.at = source["at"];
	        this.user = source["user"];
	        this.action = source["action"];
	        this.known = source["known"];
	        this.gone = source["gone"];
	        this.partial = source["partial"];
	        this.unsure = source["unsure"];
	        this.words = source["words"];
	        this.text = source["text"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Blame {
	    state: ObjectState;
	    leaves: BlameLeaf[];
	    events: ObjectEvent[];
	
	    static createFrom(source: any = {}) {
	        return new Blame(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.state = this.convertValues(source["state"], ObjectState);
	        this.leaves = this.convertValues(source["leaves"], BlameLeaf);
	        this.events = this.convertValues(source["events"], ObjectEvent);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class Branch {
	    name: string;
	    label: string;
	    path: string;
	    from: string;
	    kind: string;
	    before: string;
	    after: string;
	    hasBefore: boolean;
	    hasAfter: boolean;
	    cut: boolean;
	    masked: boolean;
	    noise: boolean;
	    changes: number;
	    unchanged: number;
	    folded: number;
	    left: number;
	    children: Branch[];
	
	    static createFrom(source: any = {}) {
	        return new Branch(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.label = source["label"];
	        this.path = source["path"];
	        this.from = source["from"];
	        this.kind = source["kind"];
	        this.before = source["before"];
	        this.after = source["after"];
	        this.hasBefore = source["hasBefore"];
	        this.hasAfter = source["hasAfter"];
	        this.cut = source["cut"];
	        this.masked = source["masked"];
	        this.noise = source["noise"];
	        this.changes = source["changes"];
	        this.unchanged = source["unchanged"];
	        this.folded = source["folded"];
	        this.left = source["left"];
	        this.children = this.convertValues(source["children"], Branch);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Bucket {
	    from: number;
	    to: number;
	    count: number;
	    types: number[];
	
	    static createFrom(source: any = {}) {
	        return new Bucket(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.from = source["from"];
	        this.to = source["to"];
	        this.count = source["count"];
	        this.types = source["types"];
	    }
	}
	export class TextSegment {
	    kind: string;
	    text: string;
	
	    static createFrom(source: any = {}) {
	        return new TextSegment(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.text = source["text"];
	    }
	}
	export class Change {
	    path: string;
	    from: string;
	    kind: string;
	    before: string;
	    after: string;
	    hasBefore: boolean;
	    hasAfter: boolean;
	    cut: boolean;
	    masked: boolean;
	    noise: boolean;
	    marks: TextSegment[];
	    element: number;
	    label: string[];
	    connection: string;
	    fingerprintBefore: string;
	    fingerprintAfter: string;
	
	    static createFrom(source: any = {}) {
	        return new Change(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.from = source["from"];
	        this.kind = source["kind"];
	        this.before = source["before"];
	        this.after = source["after"];
	        this.hasBefore = source["hasBefore"];
	        this.hasAfter = source["hasAfter"];
	        this.cut = source["cut"];
	        this.masked = source["masked"];
	        this.noise = source["noise"];
	        this.marks = this.convertValues(source["marks"], TextSegment);
	        this.element = source["element"];
	        this.label = source["label"];
	        this.connection = source["connection"];
	        this.fingerprintBefore = source["fingerprintBefore"];
	        this.fingerprintAfter = source["fingerprintAfter"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Choice {
	    key: string;
	    value: string;
	
	    static createFrom(source: any = {}) {
	        return new Choice(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.value = source["value"];
	    }
	}
	export class ColumnsStatus {
	    state: string;
	    done: number;
	    total: number;
	    bytes: number;
	    allowed: number;
	
	    static createFrom(source: any = {}) {
	        return new ColumnsStatus(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.state = source["state"];
	        this.done = source["done"];
	        this.total = source["total"];
	        this.bytes = source["bytes"];
	        this.allowed = source["allowed"];
	    }
	}
	export class StateGap {
	    object: ObjectRef;
	    name: string;
	    leftKey: number;
	    foundKey: number;
	    from: number;
	    to: number;
	    paths: string[];
	    names: string[][];
	    differing: number;
	    sentence: string;
	
	    static createFrom(source: any = {}) {
	        return new StateGap(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.object = this.convertValues(source["object"], ObjectRef);
	        this.name = source["name"];
	        this.leftKey = source["leftKey"];
	        this.foundKey = source["foundKey"];
	        this.from = source["from"];
	        this.to = source["to"];
	        this.paths = source["paths"];
	        this.names = source["names"];
	        this.differing = source["differing"];
	        this.sentence = source["sentence"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ContinuityReport {
	    objects: number;
	    gaps: StateGap[];
	    total: number;
	
	    static createFrom(source: any = {}) {
	        return new ContinuityReport(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.objects = source["objects"];
	        this.gaps = this.convertValues(source["gaps"], StateGap);
	        this.total = source["total"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Filled {
	    key: number;
	    at: number;
	    action: string;
	    partial: boolean;
	    unsure: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Filled(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.at = source["at"];
	        this.action = source["action"];
	        this.partial = source["partial"];
	        this.unsure = source["unsure"];
	    }
	}
	export class Element {
	    path: string;
	    kind: string;
	    name: string;
	    change: string;
	
	    static createFrom(source: any = {}) {
	        return new Element(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.kind = source["kind"];
	        this.name = source["name"];
	        this.change = source["change"];
	    }
	}
	export class Detail {
	    key: number;
	    id: string;
	    tenant: string;
	    createdAt: number;
	    action: string;
	    type: string;
	    area: string;
	    user: string;
	    userId: string;
	    flowId: string;
	    targetKind: string;
	    targetId: string;
	    targetName: string;
	    summary: string;
	    changed: boolean;
	    gone: boolean;
	    ip: string;
	    userAgent: string;
	    shape: string;
	    changes: Change[];
	    elements: Element[];
	    more: string;
	    left: number;
	    noise: number;
	    masked: number;
	    coarse: boolean;
	    rawBytes: number;
	    source: string;
	    note: string;
	    filled?: Filled;
	
	    static createFrom(source: any = {}) {
	        return new Detail(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.id = source["id"];
	        this.tenant = source["tenant"];
	        this.createdAt = source["createdAt"];
	        this.action = source["action"];
	        this.type = source["type"];
	        this.area = source["area"];
	        this.user = source["user"];
	        this.userId = source["userId"];
	        this.flowId = source["flowId"];
	        this.targetKind = source["targetKind"];
	        this.targetId = source["targetId"];
	        this.targetName = source["targetName"];
	        this.summary = source["summary"];
	        this.changed = source["changed"];
	        this.gone = source["gone"];
	        this.ip = source["ip"];
	        this.userAgent = source["userAgent"];
	        this.shape = source["shape"];
	        this.changes = this.convertValues(source["changes"], Change);
	        this.elements = this.convertValues(source["elements"], Element);
	        this.more = source["more"];
	        this.left = source["left"];
	        this.noise = source["noise"];
	        this.masked = source["masked"];
	        this.coarse = source["coarse"];
	        this.rawBytes = source["rawBytes"];
	        this.source = source["source"];
	        this.note = source["note"];
	        this.filled = this.convertValues(source["filled"], Filled);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class Row {
	    key: number;
	    id: string;
	    tenant: string;
	    createdAt: number;
	    action: string;
	    type: string;
	    area: string;
	    user: string;
	    userId: string;
	    flowId: string;
	    targetKind: string;
	    targetId: string;
	    targetName: string;
	    summary: string;
	    changed: boolean;
	    gone: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Row(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.id = source["id"];
	        this.tenant = source["tenant"];
	        this.createdAt = source["createdAt"];
	        this.action = source["action"];
	        this.type = source["type"];
	        this.area = source["area"];
	        this.user = source["user"];
	        this.userId = source["userId"];
	        this.flowId = source["flowId"];
	        this.targetKind = source["targetKind"];
	        this.targetId = source["targetId"];
	        this.targetName = source["targetName"];
	        this.summary = source["summary"];
	        this.changed = source["changed"];
	        this.gone = source["gone"];
	    }
	}
	export class EventPlace {
	    object: ObjectRef;
	    total: number;
	    number: number;
	    older?: Row;
	    newer?: Row;
	    fit: string;
	    gap?: StateGap;
	
	    static createFrom(source: any = {}) {
	        return new EventPlace(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.object = this.convertValues(source["object"], ObjectRef);
	        this.total = source["total"];
	        this.number = source["number"];
	        this.older = this.convertValues(source["older"], Row);
	        this.newer = this.convertValues(source["newer"], Row);
	        this.fit = source["fit"];
	        this.gap = this.convertValues(source["gap"], StateGap);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class ExportChoice {
	    path: string;
	    format: string;
	    template: string;
	    pack: boolean;
	    pdf: boolean;
	    stamp: string;
	    secrets: boolean;
	
	    static createFrom(source: any = {}) {
	        return new ExportChoice(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.format = source["format"];
	        this.template = source["template"];
	        this.pack = source["pack"];
	        this.pdf = source["pdf"];
	        this.stamp = source["stamp"];
	        this.secrets = source["secrets"];
	    }
	}
	export class FacetValue {
	    value: string;
	    label: string;
	    count: number;
	
	    static createFrom(source: any = {}) {
	        return new FacetValue(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.value = source["value"];
	        this.label = source["label"];
	        this.count = source["count"];
	    }
	}
	export class FacetList {
	    values: FacetValue[];
	    more: number;
	
	    static createFrom(source: any = {}) {
	        return new FacetList(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.values = this.convertValues(source["values"], FacetValue);
	        this.more = source["more"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class Facets {
	    total: number;
	    types: FacetList;
	    areas: FacetList;
	    actions: FacetList;
	    users: FacetList;
	    targets: FacetList;
	    flows: FacetList;
	    weekdays: FacetValue[];
	    hours: FacetValue[];
	    heat: number[][];
	
	    static createFrom(source: any = {}) {
	        return new Facets(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.total = source["total"];
	        this.types = this.convertValues(source["types"], FacetList);
	        this.areas = this.convertValues(source["areas"], FacetList);
	        this.actions = this.convertValues(source["actions"], FacetList);
	        this.users = this.convertValues(source["users"], FacetList);
	        this.targets = this.convertValues(source["targets"], FacetList);
	        this.flows = this.convertValues(source["flows"], FacetList);
	        this.weekdays = this.convertValues(source["weekdays"], FacetValue);
	        this.hours = this.convertValues(source["hours"], FacetValue);
	        this.heat = source["heat"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class FieldShown {
	    field: string;
	    path: string;
	    value: string;
	    found: boolean;
	
	    static createFrom(source: any = {}) {
	        return new FieldShown(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.field = source["field"];
	        this.path = source["path"];
	        this.value = source["value"];
	        this.found = source["found"];
	    }
	}
	export class FileOrder {
	    path: string;
	    sheet: string;
	    encoding: string;
	    delimiter: string;
	    choices: Choice[];
	
	    static createFrom(source: any = {}) {
	        return new FileOrder(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.sheet = source["sheet"];
	        this.encoding = source["encoding"];
	        this.delimiter = source["delimiter"];
	        this.choices = this.convertValues(source["choices"], Choice);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Rejected {
	    where: string;
	    reason: string;
	
	    static createFrom(source: any = {}) {
	        return new Rejected(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.where = source["where"];
	        this.reason = source["reason"];
	    }
	}
	export class JobError {
	    code: string;
	    message: string;
	    hint: string;
	
	    static createFrom(source: any = {}) {
	        return new JobError(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.code = source["code"];
	        this.message = source["message"];
	        this.hint = source["hint"];
	    }
	}
	export class Finding {
	    key: string;
	    value: string;
	    certainty: number;
	    why: string;
	    alternatives: string[];
	    question: string;
	    required: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Finding(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.value = source["value"];
	        this.certainty = source["certainty"];
	        this.why = source["why"];
	        this.alternatives = source["alternatives"];
	        this.question = source["question"];
	        this.required = source["required"];
	    }
	}
	export class FilePreview {
	    path: string;
	    name: string;
	    size: number;
	    format: string;
	    compression: string;
	    member: string;
	    encoding: string;
	    delimiter: string;
	    sheet: string;
	    sheets: string[];
	    columns: string[];
	    rows: string[][];
	    exported: boolean;
	    fits: boolean;
	    findings: Finding[];
	    times: AsRead[];
	    problem?: JobError;
	    warning: string;
	    rejected: Rejected[];
	
	    static createFrom(source: any = {}) {
	        return new FilePreview(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.name = source["name"];
	        this.size = source["size"];
	        this.format = source["format"];
	        this.compression = source["compression"];
	        this.member = source["member"];
	        this.encoding = source["encoding"];
	        this.delimiter = source["delimiter"];
	        this.sheet = source["sheet"];
	        this.sheets = source["sheets"];
	        this.columns = source["columns"];
	        this.rows = source["rows"];
	        this.exported = source["exported"];
	        this.fits = source["fits"];
	        this.findings = this.convertValues(source["findings"], Finding);
	        this.times = this.convertValues(source["times"], AsRead);
	        this.problem = this.convertValues(source["problem"], JobError);
	        this.warning = source["warning"];
	        this.rejected = this.convertValues(source["rejected"], Rejected);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class FileReport {
	    path: string;
	    name: string;
	    received: number;
	    inserted: number;
	    updated: number;
	    duplicates: number;
	    rejected: number;
	    complete: boolean;
	    reason: string;
	    first: number;
	    last: number;
	    list: Rejected[];
	    error?: JobError;
	
	    static createFrom(source: any = {}) {
	        return new FileReport(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.name = source["name"];
	        this.received = source["received"];
	        this.inserted = source["inserted"];
	        this.updated = source["updated"];
	        this.duplicates = source["duplicates"];
	        this.rejected = source["rejected"];
	        this.complete = source["complete"];
	        this.reason = source["reason"];
	        this.first = source["first"];
	        this.last = source["last"];
	        this.list = this.convertValues(source["list"], Rejected);
	        this.error = this.convertValues(source["error"], JobError);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class SearchTerm {
	    text: string;
	    without: string;
	
	    static createFrom(source: any = {}) {
	        return new SearchTerm(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.text = source["text"];
	        this.without = source["without"];
	    }
	}
	export class FilterResult {
	    token: string;
	    count: number;
	    total: number;
	    words: string;
	    terms: SearchTerm[];
	    marks: string[];
	    rows: Row[];
	
	    static createFrom(source: any = {}) {
	        return new FilterResult(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.token = source["token"];
	        this.count = source["count"];
	        this.total = source["total"];
	        this.words = source["words"];
	        this.terms = this.convertValues(source["terms"], SearchTerm);
	        this.marks = source["marks"];
	        this.rows = this.convertValues(source["rows"], Row);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class FilterSpec {
	    tenants: string[];
	    search: string;
	    from: string;
	    to: string;
	    zone: string;
	    types: string[];
	    users: string[];
	    flowIds: string[];
	    actions: string[];
	    areas: string[];
	
	    static createFrom(source: any = {}) {
	        return new FilterSpec(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.tenants = source["tenants"];
	        this.search = source["search"];
	        this.from = source["from"];
	        this.to = source["to"];
	        this.zone = source["zone"];
	        this.types = source["types"];
	        this.users = source["users"];
	        this.flowIds = source["flowIds"];
	        this.actions = source["actions"];
	        this.areas = source["areas"];
	    }
	}
	
	export class Outside {
	    year: number;
	    count: number;
	
	    static createFrom(source: any = {}) {
	        return new Outside(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.year = source["year"];
	        this.count = source["count"];
	    }
	}
	export class Histogram {
	    unit: string;
	    step: number;
	    from: number;
	    to: number;
	    buckets: Bucket[];
	    outside: Outside[];
	
	    static createFrom(source: any = {}) {
	        return new Histogram(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.unit = source["unit"];
	        this.step = source["step"];
	        this.from = source["from"];
	        this.to = source["to"];
	        this.buckets = this.convertValues(source["buckets"], Bucket);
	        this.outside = this.convertValues(source["outside"], Outside);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class TenantFailure {
	    tenant: string;
	    code: string;
	    message: string;
	    hint: string;
	
	    static createFrom(source: any = {}) {
	        return new TenantFailure(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.tenant = source["tenant"];
	        this.code = source["code"];
	        this.message = source["message"];
	        this.hint = source["hint"];
	    }
	}
	export class PackReport {
	    path: string;
	    sha256: string;
	    manifest: string;
	    fingerprint: string;
	    lasting: boolean;
	    withheld: number;
	    stamped: boolean;
	    stampFailed: string;
	
	    static createFrom(source: any = {}) {
	        return new PackReport(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.sha256 = source["sha256"];
	        this.manifest = source["manifest"];
	        this.fingerprint = source["fingerprint"];
	        this.lasting = source["lasting"];
	        this.withheld = source["withheld"];
	        this.stamped = source["stamped"];
	        this.stampFailed = source["stampFailed"];
	    }
	}
	export class JobReport {
	    tenant: string;
	    source: string;
	    received: number;
	    inserted: number;
	    updated: number;
	    duplicates: number;
	    rejected: number;
	    complete: boolean;
	    durationMs: number;
	    path: string;
	    sha256: string;
	    reportId: string;
	    pdf: string;
	    pdfSha256: string;
	    command: string;
	    pack?: PackReport;
	    verdict?: evidence.Verdict;
	    words: string;
	    failed: TenantFailure[];
	    files: FileReport[];
	
	    static createFrom(source: any = {}) {
	        return new JobReport(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.tenant = source["tenant"];
	        this.source = source["source"];
	        this.received = source["received"];
	        this.inserted = source["inserted"];
	        this.updated = source["updated"];
	        this.duplicates = source["duplicates"];
	        this.rejected = source["rejected"];
	        this.complete = source["complete"];
	        this.durationMs = source["durationMs"];
	        this.path = source["path"];
	        this.sha256 = source["sha256"];
	        this.reportId = source["reportId"];
	        this.pdf = source["pdf"];
	        this.pdfSha256 = source["pdfSha256"];
	        this.command = source["command"];
	        this.pack = this.convertValues(source["pack"], PackReport);
	        this.verdict = this.convertValues(source["verdict"], evidence.Verdict);
	        this.words = source["words"];
	        this.failed = this.convertValues(source["failed"], TenantFailure);
	        this.files = this.convertValues(source["files"], FileReport);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class JobState {
	    id: string;
	    kind: string;
	    done: boolean;
	    progress: number;
	    total: number;
	    note: string;
	    error?: JobError;
	    report?: JobReport;
	
	    static createFrom(source: any = {}) {
	        return new JobState(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.id = source["id"];
	        this.kind = source["kind"];
	        this.done = source["done"];
	        this.progress = source["progress"];
	        this.total = source["total"];
	        this.note = source["note"];
	        this.error = this.convertValues(source["error"], JobError);
	        this.report = this.convertValues(source["report"], JobReport);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class LearntProfile {
	    token: string;
	    name: string;
	    url: string;
	    requests: number;
	    candidates: number;
	    entries: number;
	    signIn: boolean;
	    findings: Finding[];
	    paths: string[];
	    sample: FieldShown[];
	
	    static createFrom(source: any = {}) {
	        return new LearntProfile(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.token = source["token"];
	        this.name = source["name"];
	        this.url = source["url"];
	        this.requests = source["requests"];
	        this.candidates = source["candidates"];
	        this.entries = source["entries"];
	        this.signIn = source["signIn"];
	        this.findings = this.convertValues(source["findings"], Finding);
	        this.paths = source["paths"];
	        this.sample = this.convertValues(source["sample"], FieldShown);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class LedgerState {
	    entries: number;
	    hash: string;
	    chain: string;
	    end: string;
	    note: string;
	    problems: string[];
	
	    static createFrom(source: any = {}) {
	        return new LedgerState(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.entries = source["entries"];
	        this.hash = source["hash"];
	        this.chain = source["chain"];
	        this.end = source["end"];
	        this.note = source["note"];
	        this.problems = source["problems"];
	    }
	}
	export class ViewOrder {
	    column: string;
	    ascending: boolean;
	
	    static createFrom(source: any = {}) {
	        return new ViewOrder(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.column = source["column"];
	        this.ascending = source["ascending"];
	    }
	}
	export class SavedView {
	    name: string;
	    filter: FilterSpec;
	    order: ViewOrder;
	    columns: string[];
	    density: string;
	    words: string;
	
	    static createFrom(source: any = {}) {
	        return new SavedView(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.filter = this.convertValues(source["filter"], FilterSpec);
	        this.order = this.convertValues(source["order"], ViewOrder);
	        this.columns = source["columns"];
	        this.density = source["density"];
	        this.words = source["words"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class LinkTarget {
	    view?: SavedView;
	    row?: Row;
	    tenant: string;
	    id: string;
	    known: boolean;
	
	    static createFrom(source: any = {}) {
	        return new LinkTarget(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.view = this.convertValues(source["view"], SavedView);
	        this.row = this.convertValues(source["row"], Row);
	        this.tenant = source["tenant"];
	        this.id = source["id"];
	        this.known = source["known"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Network {
	    interval: number;
	    next: number;
	    syncing: string;
	    offline: boolean;
	    offlineAsked: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Network(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.interval = source["interval"];
	        this.next = source["next"];
	        this.syncing = source["syncing"];
	        this.offline = source["offline"];
	        this.offlineAsked = source["offlineAsked"];
	    }
	}
	export class News {
	    count: number;
	    total: number;
	
	    static createFrom(source: any = {}) {
	        return new News(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.count = source["count"];
	        this.total = source["total"];
	    }
	}
	
	export class ObjectHistory {
	    object: ObjectRef;
	    name: string;
	    events: ObjectEvent[];
	    gaps: StateGap[];
	    state: ObjectState;
	
	    static createFrom(source: any = {}) {
	        return new ObjectHistory(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.object = this.convertValues(source["object"], ObjectRef);
	        this.name = source["name"];
	        this.events = this.convertValues(source["events"], ObjectEvent);
	        this.gaps = this.convertValues(source["gaps"], StateGap);
	        this.state = this.convertValues(source["state"], ObjectState);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	
	export class Order {
	    column: string;
	    ascending: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Order(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.column = source["column"];
	        this.ascending = source["ascending"];
	    }
	}
	
	export class Owner {
	    name: string;
	    new: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Owner(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.new = source["new"];
	    }
	}
	
	export class TextLine {
	    kind: string;
	    before: number;
	    after: number;
	    count: number;
	    segments: TextSegment[];
	    mate: number;
	    around: string;
	
	    static createFrom(source: any = {}) {
	        return new TextLine(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.before = source["before"];
	        this.after = source["after"];
	        this.count = source["count"];
	        this.segments = this.convertValues(source["segments"], TextSegment);
	        this.mate = source["mate"];
	        this.around = source["around"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Piece {
	    changes: Change[];
	    elements: Element[];
	    lines: TextLine[];
	    text: string;
	    more: string;
	
	    static createFrom(source: any = {}) {
	        return new Piece(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.changes = this.convertValues(source["changes"], Change);
	        this.elements = this.convertValues(source["elements"], Element);
	        this.lines = this.convertValues(source["lines"], TextLine);
	        this.text = source["text"];
	        this.more = source["more"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Question {
	    kind: string;
	    a: number;
	    b: number;
	    object: ObjectRef;
	
	    static createFrom(source: any = {}) {
	        return new Question(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.a = source["a"];
	        this.b = source["b"];
	        this.object = this.convertValues(source["object"], ObjectRef);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class RejectedList {
	    entries: Rejected[];
	    total: number;
	
	    static createFrom(source: any = {}) {
	        return new RejectedList(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.entries = this.convertValues(source["entries"], Rejected);
	        this.total = source["total"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class Removal {
	    events: number;
	    sources: number;
	    versions: number;
	
	    static createFrom(source: any = {}) {
	        return new Removal(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.events = source["events"];
	        this.sources = source["sources"];
	        this.versions = source["versions"];
	    }
	}
	
	
	export class SavedViews {
	    kept: SavedView[];
	    recent: SavedView[];
	
	    static createFrom(source: any = {}) {
	        return new SavedViews(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kept = this.convertValues(source["kept"], SavedView);
	        this.recent = this.convertValues(source["recent"], SavedView);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class SearchChoice {
	    key: string;
	    values: string[];
	    excluded: string[];
	
	    static createFrom(source: any = {}) {
	        return new SearchChoice(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.values = source["values"];
	        this.excluded = source["excluded"];
	    }
	}
	export class SearchHelp {
	    signs: query.Sign[];
	    keys: query.Key[];
	
	    static createFrom(source: any = {}) {
	        return new SearchHelp(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.signs = this.convertValues(source["signs"], query.Sign);
	        this.keys = this.convertValues(source["keys"], query.Key);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class SigningKey {
	    fingerprint: string;
	    lasting: boolean;
	
	    static createFrom(source: any = {}) {
	        return new SigningKey(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.fingerprint = source["fingerprint"];
	        this.lasting = source["lasting"];
	    }
	}
	export class TimeGap {
	    from: number;
	    to: number;
	    reason: string;
	
	    static createFrom(source: any = {}) {
	        return new TimeGap(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.from = source["from"];
	        this.to = source["to"];
	        this.reason = source["reason"];
	    }
	}
	export class SourceLine {
	    received: number;
	    inserted: number;
	    updated: number;
	    duplicates: number;
	    rejected: number;
	    id: number;
	    first: number;
	    count: number;
	    tenant: string;
	    kind: string;
	    name: string;
	    startedAt: number;
	    finishedAt: number;
	    oldest: number;
	    newest: number;
	    complete: boolean;
	    reason: string;
	    sha256: string;
	    size: number;
	    changed: number;
	    gone: number;
	    gaps: TimeGap[];
	    warnings: string[];
	
	    static createFrom(source: any = {}) {
	        return new SourceLine(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.received = source["received"];
	        this.inserted = source["inserted"];
	        this.updated = source["updated"];
	        this.duplicates = source["duplicates"];
	        this.rejected = source["rejected"];
	        this.id = source["id"];
	        this.first = source["first"];
	        this.count = source["count"];
	        this.tenant = source["tenant"];
	        this.kind = source["kind"];
	        this.name = source["name"];
	        this.startedAt = source["startedAt"];
	        this.finishedAt = source["finishedAt"];
	        this.oldest = source["oldest"];
	        this.newest = source["newest"];
	        this.complete = source["complete"];
	        this.reason = source["reason"];
	        this.sha256 = source["sha256"];
	        this.size = source["size"];
	        this.changed = source["changed"];
	        this.gone = source["gone"];
	        this.gaps = this.convertValues(source["gaps"], TimeGap);
	        this.warnings = source["warnings"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class SourceSum {
	    received: number;
	    inserted: number;
	    updated: number;
	    duplicates: number;
	    rejected: number;
	    tenant: string;
	    syncs: number;
	    files: number;
	    events: number;
	    oldest: number;
	    newest: number;
	    changed: number;
	    gone: number;
	    gaps: TimeGap[];
	    retention: string;
	    warnings: string[];
	
	    static createFrom(source: any = {}) {
	        return new SourceSum(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.received = source["received"];
	        this.inserted = source["inserted"];
	        this.updated = source["updated"];
	        this.duplicates = source["duplicates"];
	        this.rejected = source["rejected"];
	        this.tenant = source["tenant"];
	        this.syncs = source["syncs"];
	        this.files = source["files"];
	        this.events = source["events"];
	        this.oldest = source["oldest"];
	        this.newest = source["newest"];
	        this.changed = source["changed"];
	        this.gone = source["gone"];
	        this.gaps = this.convertValues(source["gaps"], TimeGap);
	        this.retention = source["retention"];
	        this.warnings = source["warnings"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class SourceList {
	    lines: SourceLine[];
	    total: number;
	    sums: SourceSum[];
	
	    static createFrom(source: any = {}) {
	        return new SourceList(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.lines = this.convertValues(source["lines"], SourceLine);
	        this.total = source["total"];
	        this.sums = this.convertValues(source["sums"], SourceSum);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class StateComparison {
	    before: ObjectState;
	    after: ObjectState;
	    changes: Change[];
	    elements: Element[];
	    more: string;
	    left: number;
	    coarse: boolean;
	    noise: number;
	    masked: number;
	
	    static createFrom(source: any = {}) {
	        return new StateComparison(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.before = this.convertValues(source["before"], ObjectState);
	        this.after = this.convertValues(source["after"], ObjectState);
	        this.changes = this.convertValues(source["changes"], Change);
	        this.elements = this.convertValues(source["elements"], Element);
	        this.more = source["more"];
	        this.left = source["left"];
	        this.coarse = source["coarse"];
	        this.noise = source["noise"];
	        this.masked = source["masked"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class Suggestion {
	    insert: string;
	    label: string;
	    about: string;
	    count: number;
	
	    static createFrom(source: any = {}) {
	        return new Suggestion(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.insert = source["insert"];
	        this.label = source["label"];
	        this.about = source["about"];
	        this.count = source["count"];
	    }
	}
	export class Suggestions {
	    from: number;
	    to: number;
	    values: Suggestion[];
	
	    static createFrom(source: any = {}) {
	        return new Suggestions(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.from = source["from"];
	        this.to = source["to"];
	        this.values = this.convertValues(source["values"], Suggestion);
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	export class TemplateColumn {
	    name: string;
	    title: string;
	    meaning: string;
	
	    static createFrom(source: any = {}) {
	        return new TemplateColumn(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.title = source["title"];
	        this.meaning = source["meaning"];
	    }
	}
	export class TemplateChoices {
	    columns: TemplateColumn[];
	    sheets: string[];
	
	    static createFrom(source: any = {}) {
	        return new TemplateChoices(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.columns = this.convertValues(source["columns"], TemplateColumn);
	        this.sheets = source["sheets"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class TemplateForm {
	    name: string;
	    title: string;
	    language: string;
	    columns: string[];
	    sheets: string[];
	    logo: string;
	
	    static createFrom(source: any = {}) {
	        return new TemplateForm(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.title = source["title"];
	        this.language = source["language"];
	        this.columns = source["columns"];
	        this.sheets = source["sheets"];
	        this.logo = source["logo"];
	    }
	}
	export class Tenant {
	    name: string;
	    url: string;
	    email: string;
	    events: number;
	    lastSync: number;
	    complete: boolean;
	    lastError: string;
	    lastCode: string;
	    oldest: number;
	    newest: number;
	    hasSecret: boolean;
	    tokenUntil: number;
	    demo: boolean;
	    caFile: string;
	    allowHttp: boolean;
	    ownProfile: boolean;
	
	    static createFrom(source: any = {}) {
	        return new Tenant(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.url = source["url"];
	        this.email = source["email"];
	        this.events = source["events"];
	        this.lastSync = source["lastSync"];
	        this.complete = source["complete"];
	        this.lastError = source["lastError"];
	        this.lastCode = source["lastCode"];
	        this.oldest = source["oldest"];
	        this.newest = source["newest"];
	        this.hasSecret = source["hasSecret"];
	        this.tokenUntil = source["tokenUntil"];
	        this.demo = source["demo"];
	        this.caFile = source["caFile"];
	        this.allowHttp = source["allowHttp"];
	        this.ownProfile = source["ownProfile"];
	    }
	}
	
	export class TenantForm {
	    name: string;
	    url: string;
	    email: string;
	    password: string;
	    token: string;
	    caFile: string;
	    allowHttp: boolean;
	    profileFile: string;
	    defaultProfile: boolean;
	
	    static createFrom(source: any = {}) {
	        return new TenantForm(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.url = source["url"];
	        this.email = source["email"];
	        this.password = source["password"];
	        this.token = source["token"];
	        this.caFile = source["caFile"];
	        this.allowHttp = source["allowHttp"];
	        this.profileFile = source["profileFile"];
	        this.defaultProfile = source["defaultProfile"];
	    }
	}
	export class TextDiff {
	    lines: TextLine[];
	    more: string;
	    coarse: boolean;
	    cut: boolean;
	
	    static createFrom(source: any = {}) {
	        return new TextDiff(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.lines = this.convertValues(source["lines"], TextLine);
	        this.more = source["more"];
	        this.coarse = source["coarse"];
	        this.cut = source["cut"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	
	
	export class ValueInfo {
	    kind: string;
	    mediaType: string;
	    bytes: number;
	    lines: number;
	    sha256: string;
	    image: boolean;
	
	    static createFrom(source: any = {}) {
	        return new ValueInfo(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.kind = source["kind"];
	        this.mediaType = source["mediaType"];
	        this.bytes = source["bytes"];
	        this.lines = source["lines"];
	        this.sha256 = source["sha256"];
	        this.image = source["image"];
	    }
	}
	export class ValueDiff {
	    path: string;
	    before: ValueInfo;
	    after: ValueInfo;
	    imageBefore: string;
	    imageAfter: string;
	    masked: boolean;
	    text: TextDiff;
	    hasChanges: boolean;
	    changes: Change[];
	    elements: Element[];
	    left: number;
	    coarse: boolean;
	
	    static createFrom(source: any = {}) {
	        return new ValueDiff(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.path = source["path"];
	        this.before = this.convertValues(source["before"], ValueInfo);
	        this.after = this.convertValues(source["after"], ValueInfo);
	        this.imageBefore = source["imageBefore"];
	        this.imageAfter = source["imageAfter"];
	        this.masked = source["masked"];
	        this.text = this.convertValues(source["text"], TextDiff);
	        this.hasChanges = source["hasChanges"];
	        this.changes = this.convertValues(source["changes"], Change);
	        this.elements = this.convertValues(source["elements"], Element);
	        this.left = source["left"];
	        this.coarse = source["coarse"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class VerifyOrder {
	    file: string;
	    pack: string;
	    key: string;
	
	    static createFrom(source: any = {}) {
	        return new VerifyOrder(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.file = source["file"];
	        this.pack = source["pack"];
	        this.key = source["key"];
	    }
	}
	export class Version {
	    number: number;
	    seenAt: number;
	    replacedAt: number;
	    source: string;
	    rawBytes: number;
	
	    static createFrom(source: any = {}) {
	        return new Version(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.number = source["number"];
	        this.seenAt = source["seenAt"];
	        this.replacedAt = source["replacedAt"];
	        this.source = source["source"];
	        this.rawBytes = source["rawBytes"];
	    }
	}
	export class VersionDiff {
	    changes: Change[];
	    left: number;
	    coarse: boolean;
	
	    static createFrom(source: any = {}) {
	        return new VersionDiff(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.changes = this.convertValues(source["changes"], Change);
	        this.left = source["left"];
	        this.coarse = source["coarse"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class WindowSettings {
	    theme: string;
	    zone: string;
	    tenant: string;
	    columns: string[];
	    widths: Record<string, number>;
	    pinned: string[];
	    density: string;
	    detail: number;
	    noise: boolean;
	    view: string;
	    noWrap: boolean;
	    whole: boolean;
	    noFacets: boolean;
	    noTime: boolean;
	    facetsWidth: number;
	    folded: string[];
	
	    static createFrom(source: any = {}) {
	        return new WindowSettings(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.theme = source["theme"];
	        this.zone = source["zone"];
	        this.tenant = source["tenant"];
	        this.columns = source["columns"];
	        this.widths = source["widths"];
	        this.pinned = source["pinned"];
	        this.density = source["density"];
	        this.detail = source["detail"];
	        this.noise = source["noise"];
	        this.view = source["view"];
	        this.noWrap = source["noWrap"];
	        this.whole = source["whole"];
	        this.noFacets = source["noFacets"];
	        this.noTime = source["noTime"];
	        this.facetsWidth = source["facetsWidth"];
	        this.folded = source["folded"];
	    }
	}

}

export namespace evidence {
	
	export class Finding {
	    where: string;
	    text: string;
	    was?: string;
	    is?: string;
	
	    static createFrom(source: any = {}) {
	        return new Finding(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.where = source["where"];
	        this.text = source["text"];
	        this.was = source["was"];
	        this.is = source["is"];
	    }
	}
	export class Check {
	    name: string;
	    state: string;
	    text: string;
	    findings: Finding[];
	    total: number;
	
	    static createFrom(source: any = {}) {
	        return new Check(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.name = source["name"];
	        this.state = source["state"];
	        this.text = source["text"];
	        this.findings = this.convertValues(source["findings"], Finding);
	        this.total = source["total"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}
	
	export class Verdict {
	    state: string;
	    file: string;
	    pack?: string;
	    reportId?: string;
	    createdAt?: string;
	    version?: string;
	    events: number;
	    root?: string;
	    fingerprint?: string;
	    checks: Check[];
	    notProven: string[];
	
	    static createFrom(source: any = {}) {
	        return new Verdict(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.state = source["state"];
	        this.file = source["file"];
	        this.pack = source["pack"];
	        this.reportId = source["reportId"];
	        this.createdAt = source["createdAt"];
	        this.version = source["version"];
	        this.events = source["events"];
	        this.root = source["root"];
	        this.fingerprint = source["fingerprint"];
	        this.checks = this.convertValues(source["checks"], Check);
	        this.notProven = source["notProven"];
	    }
	
		convertValues(a: any, classs: any, asMap: boolean = false): any {
		    if (!a) {
		        return a;
		    }
		    if (a.slice && a.map) {
		        return (a as any[]).map(elem => this.convertValues(elem, classs));
		    } else if ("object" === typeof a) {
		        if (asMap) {
		            for (const key of Object.keys(a)) {
		                a[key] = new classs(a[key]);
		            }
		            return a;
		        }
		        return new classs(a);
		    }
		    return a;
		}
	}

}

export namespace query {
	
	export class Key {
	    key: string;
	    means: string;
	    example: string;
	
	    static createFrom(source: any = {}) {
	        return new Key(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.key = source["key"];
	        this.means = source["means"];
	        this.example = source["example"];
	    }
	}
	export class Sign {
	    example: string;
	    means: string;
	
	    static createFrom(source: any = {}) {
	        return new Sign(source);
	    }
	
	    constructor(source: any = {}) {
	        if ('string' === typeof source) source = JSON.parse(source);
	        this.example = source["example"];
	        this.means = source["means"];
	    }
	}

}

