//! Words of rates: units of time, frequencies, what is a request, what asks, who makes requests.

use crate::text::words::{Words, words};

/// Seconds of the units of time.
pub(super) static UNITS: Words<f64> = words! {
    "millisecond" | "ms" => 0.001,
    "second" | "sec" | "s" => 1.0,
    "minute" | "min" => 60.0,
    "hour" | "hr" | "h" => 3_600.0,
    "day" | "d" | "24h" | "night" | "shift" | "weekday" | "workday" | "morning" | "evening" => DAY,
    "week" => 7.0 * DAY,
    "month" => 30.0 * DAY,
    "quarter" => 91.0 * DAY,
    "year" => 365.0 * DAY,
};
pub(super) const DAY: f64 = 86_400.0;

/// Adverbs of frequency, in seconds.
pub(super) static ADVERBS: Words<f64> = words! {
    "hourly" => 3_600.0,
    "daily" | "nightly" => DAY,
    "weekly" => 7.0 * DAY,
    "monthly" => 30.0 * DAY,
    "minutely" => 60.0,
    "secondly" => 1.0,
};

/// Things that are requests.
pub(super) static REQUESTS: Words<()> = words! {
    "request" | "call" | "query" | "querie" | "hit" | "poll" | "lookup" | "ping" | "fetch" | "fetche" | "rps"
        | "qps" | "rpm" | "operation" | "transaction" | "req" => (),
};
/// Words that name the time between two requests.
pub(super) const PAUSES: &[&str] = &["interval", "pause", "pauses", "wait", "waits", "sleep", "sleeps", "delay"];
/// Words with which a labelled figure of requests begins: "Requests per day: 500".
pub(super) const REQUESTS_LABEL: &[&str] = &["requests", "calls", "queries", "hits", "lookups"];
/// What a figure of requests is called, beside requests themselves, and what may stand between that and the figure.
pub(super) static LABEL_WORDS: Words<()> = words! {
    "number" | "volume" | "quota" | "count" | "budget" | "total" | "load" | "amount" | "demand" | "average" | "peak" => (),
    "of" | "the" | "our" | "api" | "estimated" | "expected" | "planned" | "needed" => (),
    "is" | "are" | "will" | "would" | "be" | "may" | "can" | "reach" => (),
    "about" | "roughly" | "around" | "approximately" | "approx" | "some" | "circa" | "nearly" | "almost" | "over" => (),
    "between" | "more" | "than" => (),
};
/// What may stand behind a figure of requests that is not followed by what it counts.
pub(super) static BEHIND_FIGURES: Words<()> = words! {
    "in" | "on" | "at" | "during" | "for" | "from" | "with" | "because" | "since" | "as" | "by" | "when" | "while" => (),
    "and" | "or" | "but" | "maybe" | "perhaps" | "roughly" | "approximately" | "altogether" | "together" | "max" | "maximum" => (),
};
/// Abbreviations that hold a rate themselves, with their unit in seconds.
pub(super) static ABBREVIATIONS: Words<f64> = words! {
    "rps" | "qps" | "tps" | "hz" => 1.0,
    "rpm" | "qpm" => 60.0,
    "rph" => 3_600.0,
    "rpd" => DAY,
};
/// Acts of asking the platform: a frequency beside one of these is a rate of requests.
static ASKING: Words<()> = words! {
    "poll" | "query" | "querie" | "request" | "call" | "ask" | "check" | "refresh" | "refreshe" | "fetch"
        | "fetche" | "hit" | "ping" | "pull" | "read" | "sync" | "look" | "update" | "retrieve" | "get"
        | "scan" | "load" | "reload" | "monitor" | "watch" | "watche" | "download" | "import" | "search"
        | "searche" | "run" | "probe" | "interrogate" | "consult" | "renew" | "tick" => (),
    // What counts requests without a word for them: "Volume: 100k a day".
    "volume" | "throughput" | "traffic" => (),
    // Programs that do nothing but ask.
    "thread" | "poller" | "daemon" | "worker" | "fetcher" | "crawler" | "cron" | "loop" => (),
};
/// What makes a number of requests at a time: "a run is 700 requests".
pub(super) const BATCH_VERBS: &[&str] = &[
    "make", "makes", "making", "is", "are", "send", "sends", "fire", "fires", "issue", "issues", "do", "does", "take", "takes", "cost",
    "costs", "reach", "reaches", "come", "comes", "get", "gets", "arrive", "arrives", "amount", "amounts",
];

/// Whether a word says that the platform is asked.
pub(super) fn asks(word: &str) -> bool {
    is_one_of(&ASKING, word)
}

/// Things that each make the stated requests.
pub(super) static MAKERS: Words<()> = words! {
    "user" | "freelancer" | "contract" | "account" | "screen" | "worker" | "employee" | "client" | "customer"
        | "member" | "colleague" | "device" | "job" | "server" | "thread" | "process" | "processe" | "team"
        | "recruiter" | "person" | "people" | "agent" | "bot" | "script" | "keyword" | "project" | "instance"
        | "browser" | "seat" | "subscriber" | "terminal" | "machine" | "agency" | "agencie" | "dashboard"
        | "office" | "branch" | "branche" | "store" | "category" | "categorie" | "profile" | "posting"
        | "search" | "searche" | "query" | "querie" => (),
};

/// Makers that are people, and words that count them.
pub(super) static PEOPLE: Words<()> = words! {
    "user" | "employee" | "person" | "people" | "member" | "colleague" | "freelancer" | "worker" | "staff"
        | "active" | "recruiter" | "customer" | "client" | "agent" | "seat" | "subscriber" => (),
};

/// What each of the people who use a tool has open; as many of them ask as there are people.
pub(super) static SCREENS: Words<()> = words! {
    "sidebar" | "panel" | "pane" | "tab" | "window" | "widget" | "popup" | "add-in" | "addin" | "extension"
        | "app" | "phone" | "tablet" | "laptop" | "desktop" | "computer" | "installation" | "install"
        | "session" => (),
};
/// What is asked one at a time: no request tells of two of them.
pub(super) static SOURCES: Words<()> = words! {
    "search" | "searche" | "feed" | "keyword" | "category" | "categorie" | "endpoint" | "channel" | "phrase" | "url" => (),
};
/// Days of the week: "on Saturdays" is once a day as well.
pub(super) static WEEKDAYS: Words<()> = words! {
    "weekday" | "workday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" => (),
};

/// A word without its plural or third-person `s` or its `-ing`, `-ed`.
pub(super) fn base(word: &str) -> &str {
    ["ing", "ed", "s"].iter().find_map(|ending| word.strip_suffix(ending).filter(|base| base.len() > 2)).unwrap_or(word)
}

pub(super) fn is_one_of(list: &Words<()>, word: &str) -> bool {
    list.contains(word) || list.contains(base(word)) || word.strip_suffix("ting").is_some_and(|base| list.contains(base))
}

pub(super) fn seconds_of(word: &str) -> Option<f64> {
    UNITS.get(word).or_else(|| UNITS.get(word.strip_suffix('s')?))
}
