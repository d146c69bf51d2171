//! Words of rates: units of time, frequencies, what is a request, what asks, who makes requests.

/// Seconds of the units of time.
pub(super) const UNITS: &[(&str, f64)] = &[
    ("millisecond", 0.001),
    ("ms", 0.001),
    ("second", 1.0),
    ("sec", 1.0),
    ("s", 1.0),
    ("minute", 60.0),
    ("min", 60.0),
    ("hour", 3_600.0),
    ("hr", 3_600.0),
    ("h", 3_600.0),
    ("day", DAY),
    ("d", DAY),
    ("24h", DAY),
    ("night", DAY),
    ("shift", DAY),
    ("weekday", DAY),
    ("workday", DAY),
    ("morning", DAY),
    ("evening", DAY),
    ("week", 7.0 * DAY),
    ("month", 30.0 * DAY),
    ("quarter", 91.0 * DAY),
    ("year", 365.0 * DAY),
];
pub(super) const DAY: f64 = 86_400.0;

/// Adverbs of frequency, in seconds.
pub(super) const ADVERBS: &[(&str, f64)] = &[
    ("hourly", 3_600.0),
    ("daily", DAY),
    ("nightly", DAY),
    ("weekly", 7.0 * DAY),
    ("monthly", 30.0 * DAY),
    ("minutely", 60.0),
    ("secondly", 1.0),
];

/// Things that are requests.
pub(super) const REQUESTS: &[&str] = &[
    "request",
    "call",
    "query",
    "querie",
    "hit",
    "poll",
    "lookup",
    "ping",
    "fetch",
    "fetche",
    "rps",
    "qps",
    "rpm",
    "operation",
    "transaction",
    "req",
];
/// Words that name the time between two requests.
pub(super) const PAUSES: &[&str] = &["interval", "pause", "pauses", "wait", "waits", "sleep", "sleeps", "delay"];
/// Words with which a labelled figure of requests begins: "Requests per day: 500".
pub(super) const REQUESTS_LABEL: &[&str] = &["requests", "calls", "queries", "hits", "lookups"];
/// Abbreviations that hold a rate themselves, with their unit in seconds.
pub(super) const ABBREVIATIONS: &[(&str, f64)] =
    &[("rps", 1.0), ("qps", 1.0), ("tps", 1.0), ("hz", 1.0), ("rpm", 60.0), ("qpm", 60.0), ("rph", 3_600.0), ("rpd", DAY)];
/// Acts of asking the platform: a frequency beside one of these is a rate of requests.
const ASKING: &[&str] = &[
    "poll",
    "query",
    "querie",
    "request",
    "call",
    "ask",
    "check",
    "refresh",
    "refreshe",
    "fetch",
    "fetche",
    "hit",
    "ping",
    "pull",
    "read",
    "sync",
    "look",
    "update",
    "retrieve",
    "get",
    "scan",
    "load",
    "reload",
    "monitor",
    "watch",
    "watche",
    "download",
    "import",
    "search",
    "searche",
    "run",
    "probe",
    "interrogate",
    "consult",
    "renew",
    "tick",
];
/// What makes a number of requests at a time: "a run is 700 requests".
pub(super) const BATCH_VERBS: &[&str] = &[
    "make", "makes", "making", "is", "are", "send", "sends", "fire", "fires", "issue", "issues", "do", "does", "take", "takes", "cost",
    "costs",
];

/// Programs that do nothing but ask: a frequency beside them is a rate of requests as well.
const POLLERS: &[&str] = &["thread", "poller", "daemon", "worker", "fetcher", "crawler", "cron", "loop"];

/// Whether a word says that the platform is asked.
pub(super) fn asks(word: &str) -> bool {
    is_one_of(ASKING, word) || is_one_of(POLLERS, word)
}

/// Things that each make the stated requests.
pub(super) const MAKERS: &[&str] = &[
    "user",
    "freelancer",
    "contract",
    "account",
    "screen",
    "worker",
    "employee",
    "client",
    "customer",
    "member",
    "colleague",
    "device",
    "job",
    "server",
    "thread",
    "process",
    "processe",
    "team",
    "recruiter",
    "person",
    "people",
    "agent",
    "bot",
    "script",
    "keyword",
    "project",
    "instance",
    "browser",
    "seat",
    "subscriber",
    "terminal",
    "machine",
    "agency",
    "agencie",
    "dashboard",
    "office",
    "branch",
    "branche",
    "store",
    "category",
    "categorie",
    "profile",
    "posting",
    "search",
    "searche",
    "query",
    "querie",
];

/// Makers that are people, and words that count them.
pub(super) const PEOPLE: &[&str] = &[
    "user",
    "employee",
    "person",
    "people",
    "member",
    "colleague",
    "freelancer",
    "worker",
    "staff",
    "active",
    "recruiter",
    "customer",
    "client",
    "agent",
    "seat",
    "subscriber",
];

/// What each of the people who use a tool has open; as many of them ask as there are people.
pub(super) const SCREENS: &[&str] = &[
    "sidebar",
    "panel",
    "pane",
    "tab",
    "window",
    "widget",
    "popup",
    "add-in",
    "addin",
    "extension",
    "app",
    "phone",
    "tablet",
    "laptop",
    "desktop",
    "computer",
    "installation",
    "install",
    "session",
];
/// Days of the week: "on Saturdays" is once a day as well.
pub(super) const WEEKDAYS: &[&str] = &["weekday", "workday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A word without its plural or third-person `s` or its `-ing`, `-ed`.
pub(super) fn base(word: &str) -> &str {
    ["ing", "ed", "s"].iter().find_map(|ending| word.strip_suffix(ending).filter(|base| base.len() > 2)).unwrap_or(word)
}

pub(super) fn is_one_of(list: &[&str], word: &str) -> bool {
    list.contains(&word) || list.contains(&base(word)) || word.strip_suffix("ting").is_some_and(|base| list.contains(&base))
}

pub(super) fn seconds_of(word: &str) -> Option<f64> {
    let plain = |name: &str| UNITS.iter().find(|(unit, _)| *unit == name).map(|(_, seconds)| *seconds);
    plain(word).or_else(|| word.strip_suffix('s').and_then(plain))
}
