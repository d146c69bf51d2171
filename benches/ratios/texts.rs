//! Made-up descriptions: the same seed gives the same texts on every machine, and each text is seen once.

/// Who speaks.
const WHO: &[&str] = &[
    "We",
    "I",
    "Our studio",
    "Our company",
    "My agency",
    "The two of us",
    "Our finance team",
    "Our office in Lviv",
    "Our small firm",
    "My partner and I",
];
/// What is built.
const BUILD: &[&str] = &[
    "a dashboard",
    "an internal tool",
    "a nightly script",
    "a small web app",
    "a Google Sheet",
    "a bookkeeping plugin",
    "a Slack bot",
    "a reporting page",
    "a command line program",
    "a mobile app",
    "a browser extension",
    "a Chrome plugin",
    "an archive",
    "a calendar feed",
    "a time tracker",
    "a desktop widget",
];
/// What it does to the data.
const ACT: &[&str] = &[
    "reads", "lists", "copies", "counts", "compares", "stores", "shows", "sums up", "exports", "checks", "collects", "sends", "posts",
    "scrapes", "answers", "archives", "sorts", "matches", "drafts", "submits",
];
/// The data.
const DATA: &[&str] = &[
    "the hours of our contracts",
    "our earnings",
    "invoices",
    "milestones",
    "proposals",
    "messages",
    "work diaries",
    "weekly reports",
    "job posts",
    "client reviews",
    "timesheets",
    "payments",
    "transaction history",
    "cover letters",
    "freelancer profiles",
    "saved searches",
    "offers",
    "room messages",
];
/// Where it goes.
const TO: &[&str] = &[
    "QuickBooks",
    "a spreadsheet",
    "our own database",
    "Xero",
    "a PDF for the accountant",
    "Notion",
    "an internal wiki",
    "an e-mail to the owner",
    "Telegram",
    "a shared folder",
    "our ledger",
    "Airtable",
    "a CSV file on the office server",
];
/// Who uses it.
const FOR: &[&str] = &[
    "only our own staff",
    "nobody but me",
    "our clients",
    "three bookkeepers in the office",
    "the public",
    "any freelancer who signs up",
    "my brother and me",
    "the project managers",
    "other agencies",
    "our subscribers",
    "the accountant",
    "internal use only",
];
/// What for.
const PURPOSE: &[&str] = &[
    "so that nobody types figures twice",
    "to see which contract loses money",
    "so that invoices go out on time",
    "to plan the next month",
    "because the accountant asks for it every quarter",
    "to win more jobs",
    "for various purposes",
    "to learn how the API works",
    "so we can answer faster",
    "to keep our books in order",
    "to find late payments",
    "for testing",
];
/// How often.
const RATE: &[&str] = &[
    "once a day",
    "every morning at seven",
    "every ten minutes",
    "about 400 requests a day",
    "twice a week",
    "50k calls per day",
    "on the first of each month",
    "every second",
    "2 calls per minute",
    "only in December",
    "a few hundred requests a week",
    "at most 1,200 requests per hour",
];
/// What it never does.
const NOT: &[&str] = &[
    "It never applies to jobs",
    "No messages are sent by the program",
    "Nothing is posted without a person",
    "It does not scrape any page",
    "We don't share the key",
    "Proposals are still written by hand",
    "It can't change a contract",
    "No data leaves our office",
    "Sending proposals is something it never does",
    "Not a single bid goes out by itself",
];
/// Words to fill in.
const DETAIL: &[&str] = &[
    "The server is a small machine in Frankfurt",
    "The code is about nine hundred lines of Python",
    "The key stays in a vault",
    "Tokens are refreshed every hour",
    "The first version ran on a laptop in the kitchen",
    "Two people wrote it last winter",
    "We have eleven open contracts at the moment",
    "Most of our clients are in Canada and Norway",
    "The old way took four hours every Friday",
    "Columns are date, client, hours and amount",
    "Holidays and sick days are marked in grey",
    "The owner looks at it on her phone",
    "Exchange rates come from the central bank",
    "Errors are written to a log that is kept for a week",
    "If the API is away, the job tries again after an hour",
    "Cards and bank details are never read",
];

/// A small generator of numbers (`SplitMix64`).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() >> 32).unwrap_or_default() % end
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.below(from.len())).copied().unwrap_or_default()
    }

    /// A word of no language, as names and typing mistakes are: no text repeats the others' words alone.
    pub(crate) fn word(&mut self) -> String {
        (0..2 + self.below(3)).map(|_| self.pick(SYLLABLES)).collect()
    }
}

/// Pieces of made-up words.
const SYLLABLES: &[&str] = &["ba", "ko", "lin", "ter", "su", "mar", "vel", "ni", "dor", "esh", "ti", "ruk", "am", "po", "gra", "zen"];

/// Descriptions of `chars` ASCII characters each.
pub(crate) fn descriptions(seed: u64, count: usize, chars: usize) -> Vec<String> {
    let mut dice = Dice::new(seed);
    (0..count).map(|_| description(&mut dice, chars)).collect()
}

fn description(dice: &mut Dice, chars: usize) -> String {
    let mut text = String::with_capacity(chars + 200);
    while text.len() < chars {
        sentence(dice, &mut text);
        let end = if dice.below(6) == 0 { "\n\n" } else { " " };
        text.push_str(end);
    }
    text.truncate(chars);
    text
}

fn sentence(dice: &mut Dice, text: &mut String) {
    let parts: Vec<String> = match dice.below(8) {
        0 => vec![
            dice.pick(WHO).into(),
            "build".into(),
            dice.pick(BUILD).into(),
            "that".into(),
            dice.pick(ACT).into(),
            dice.pick(DATA).into(),
        ],
        1 => vec![
            "It".into(),
            dice.pick(ACT).into(),
            dice.pick(DATA).into(),
            "and".into(),
            dice.pick(ACT).into(),
            "them into".into(),
            dice.pick(TO).into(),
        ],
        2 => vec!["It is used by".into(), dice.pick(FOR).into(), dice.pick(PURPOSE).into()],
        3 => vec!["It runs".into(), dice.pick(RATE).into(), "on the machine".into(), dice.word()],
        4 => vec![dice.pick(NOT).into()],
        5 => vec![dice.pick(DETAIL).into()],
        6 => vec![
            dice.pick(WHO).into(),
            "call it".into(),
            format!("{}:", dice.word()),
            dice.pick(BUILD).into(),
            "for".into(),
            dice.pick(FOR).into(),
            dice.pick(PURPOSE).into(),
        ],
        _ => vec![
            "When".into(),
            dice.word(),
            dice.pick(ACT).into(),
            format!("{},", dice.pick(DATA)),
            "the program".into(),
            dice.pick(ACT).into(),
            dice.pick(DATA).into(),
        ],
    };
    text.push_str(&parts.join(" "));
    text.push('.');
}

/// Phrases of two or three words that such texts may hold.
pub(crate) fn phrases(seed: u64, count: usize) -> Vec<String> {
    let mut dice = Dice::new(seed);
    let mut all: Vec<String> = Vec::with_capacity(count);
    while all.len() < count {
        let lists = [WHO, BUILD, ACT, DATA, TO, FOR, PURPOSE, RATE, NOT, DETAIL];
        let list = lists.get(dice.below(lists.len())).copied().unwrap_or_default();
        let words: Vec<&str> = dice.pick(list).split(' ').collect();
        let taken = 2 + dice.below(2);
        let start = dice.below(words.len());
        let phrase: Vec<&str> = words.iter().skip(start).take(taken).copied().collect();
        let phrase = if phrase.len() < 2 { format!("{} {}", dice.pick(ACT), dice.word()) } else { phrase.join(" ") };
        if !all.contains(&phrase) {
            all.push(phrase);
        }
    }
    all
}

/// Texts that try to make the reader work, with what they try.
pub(crate) fn hostile(chars: usize) -> Vec<(&'static str, String)> {
    let again = |text: &str| text.chars().cycle().take(chars).collect::<String>();
    vec![
        ("one sentence of triggers", again("it automatically sends proposals to every client and scrapes profiles ")),
        ("denials", again("never not without no bot ")),
        ("rates", again("2 calls per second per user for each of 30 contracts ")),
        ("rates that nothing asks at", again("1 daily req ")),
        ("makers without number", again("4 rps 5 5 5 5 5 per y per y ")),
        ("gaps of use", again("for eight months every year only in may ")),
        ("pieces of words", again("a-u-t-o ")),
        ("single letters", again("s c r a p e ")),
        ("marks", again("a\u{301}\u{200b}ｂ")),
        ("keys", again("key: a1b2c3 token=")),
        ("digits", again("4111 1111 ")),
        ("brackets", again("[(<{")),
        ("sentences of a word", again("bot. ")),
        ("one word", again("a")),
    ]
}
