//! Profiles as people lay them out and tell of them, read with the shipped rules.
//!
//! `tests/profiles/labelled.jsonl` holds those of two writers who had not seen the rules, with the state of each requirement they speak of. The
//! rules were mended after them, as classes: what is measured here is no unseen figure.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use redraft::review::review;
use redraft::rule::{Field, RuleSet, State};
use redraft::store::{self, DEFAULT_PACK, Location};
use redraft::submission::Submission;

/// What a profile says of the requirements it speaks of, in the order of the checklist.
fn read(rules: &RuleSet, profile: &str) -> Vec<(Field, State)> {
    let submission = Submission { profile: Some(profile.to_owned()), ..Submission::new("A dashboard of hours for our team.") };
    let checklist = review(rules, &submission).checklist;
    checklist.iter().filter(|check| check.state != State::Unstated).map(|check| (check.field, check.state)).collect()
}

fn reads(profiles: &[(&str, &[(Field, State)])]) {
    let rules = store::load(&Location::BuiltIn, DEFAULT_PACK).expect("the built-in rules");
    for (profile, states) in profiles {
        assert_eq!(read(&rules, profile), *states, "{profile}");
    }
}

const ID: (Field, State) = (Field::Identity, State::Met);
const NAME: (Field, State) = (Field::Name, State::Met);
const ADDRESS: (Field, State) = (Field::Address, State::Met);
const PHOTO: (Field, State) = (Field::Photo, State::Met);
const PAYMENT: (Field, State) = (Field::Payment, State::Met);
const STANDING: (Field, State) = (Field::Standing, State::Met);
const HISTORY: (Field, State) = (Field::History, State::Met);
const NO_ID: (Field, State) = (Field::Identity, State::Failed);
const NO_PHOTO: (Field, State) = (Field::Photo, State::Failed);
const NO_PAYMENT: (Field, State) = (Field::Payment, State::Failed);

#[test]
fn keys_and_values_in_any_layout() {
    let all = [ID, NAME, ADDRESS, PHOTO, PAYMENT, STANDING, HISTORY];
    for (between, after) in
        [(": ", "\n"), (" - ", "\n"), (" – ", "\n"), (" -> ", "\n"), ("\t", "\n"), ("......", "\n"), (" = ", "; "), (": ", " | ")]
    {
        let fields = ["ID", "Name", "Address", "Photo", "Payment", "Warnings", "Jobs"];
        let values = ["verified", "Ann Lee", "12 Rose Road, Leeds", "my face", "Visa, verified", "none", "14 done"];
        let profile: Vec<String> = fields.iter().zip(values).map(|(field, value)| format!("{field}{between}{value}")).collect();
        reads(&[(&profile.join(after), &all)]);
    }
    reads(&[
        ("| ID | verified |\n|----|----|\n| Photo | my face |", &[ID, PHOTO]),
        ("## ID\nverified\n## Photo\nmy face", &[ID, PHOTO]),
        ("IDENTITY\nVerified\n\nNAME\nAnn Lee\n\nPHOTO\nMy face\n\nACCOUNT\nGood standing", &[ID, NAME, PHOTO, STANDING]),
        ("My account\nIdentity\nVerified\nBilling\nVisa\nStanding\nGood", &[ID, STANDING]),
        (
            "Full name\nAnn Lee\nAddress\n19 Rose Road\nUnit 3\nLeeds\nIdentity\nVerified\nBilling method\nVerified and active\nPhoto\nMy face",
            &[ID, NAME, ADDRESS, PHOTO, PAYMENT],
        ),
        ("Name | ID | Photo | Payment\nAnn Lee | verified | own portrait | active", &[ID, NAME, PHOTO, PAYMENT]),
        ("| Name | ID | Jobs |\n|---|---|---|\n| Ann Lee | pending | 14 |", &[(Field::Identity, State::Pending), NAME, HISTORY]),
        ("Q: Address?\nA: vul. Lesi 5, kv. 2, Kyiv\nQ: Standing?\nA: Good.", &[ADDRESS, STANDING]),
        ("1. Full address?\nStorgatan 18, lgh 1203, 582 23 Linköping\n2. Photo?\nYes, head and shoulders", &[ADDRESS, PHOTO]),
        ("Q: Photo?   A: Me, in front of a wall\nQ: ID?   A: Verified", &[ID, PHOTO]),
        ("Proof of ID: accepted\nLegal name of the user: Ann Lee\nMeans of payment: Visa, active", &[ID, NAME, PAYMENT]),
        ("Identity verification  Verified in May\nBilling & Payments  Visa, active", &[ID, PAYMENT]),
        ("ID ✅ Photo ✅ (my face) Payment ✅ (active)", &[ID, PHOTO, PAYMENT]),
        ("IDENTITY CHECK ... COMPLETE - PASSED\nPHOTO ... YES", &[ID, PHOTO]),
        ("[ID: verified] [Name: Ann Lee] [Photo: none]", &[ID, NAME, NO_PHOTO]),
        ("ID: verified. I live at 301 Maple Terrace, Burlington.", &[ID, ADDRESS]),
        ("My account: ID verification - yes; photo - yes, of myself", &[ID, PHOTO]),
        ("ID yes / payment not verified / standing good / jobs 22", &[ID, NO_PAYMENT, STANDING, HISTORY]),
        ("Payment: was expired, renewed; verified and active now", &[PAYMENT]),
        ("Ann Lee  ✔ ID verified", &[ID, NAME]),
        ("☑ ID verified  ☐ payment verified  ☑ not suspended", &[ID, NO_PAYMENT, STANDING]),
        ("ID (verified), photo (real), payment (verified card)", &[ID, PHOTO, PAYMENT]),
        ("1) ID verified 2) logo as photo 3) no payment method", &[ID, NO_PHOTO, NO_PAYMENT]),
        ("[x] ID verified\n[x] Photo\n[ ] Payment method", &[ID, PHOTO, NO_PAYMENT]),
        ("- [ ] ID verified\n- [x] no warnings", &[NO_ID, STANDING]),
        ("Photo? yes. ID verified? yes. Ever suspended? no", &[ID, PHOTO, STANDING]),
        ("Adress: 12 Rose Road, Leeds\nPayement: Visa verified", &[ADDRESS, PAYMENT]),
        ("ID verified: by passport\nGood standing: no", &[ID, (Field::Standing, State::Failed)]),
        ("ID ✔\u{fe0f} by passport\nName ✅ Ann Lee\nPayment ✖\u{fe0f} not verified", &[ID, NAME, NO_PAYMENT]),
        ("👤 Ann Lee\n🪪 verified\n📷 me\n💳 Visa, active", &[ID, NAME, PHOTO, PAYMENT]),
        (
            "Ann Lee\nIdentity verified\n740 Riverside Drive, Apt 5F, New York, NY 10031\nPhoto: me\nPayment verified (Amex)\nGood standing\n20 hires",
            &[ID, NAME, ADDRESS, PHOTO, PAYMENT, STANDING, HISTORY],
        ),
        ("Mastercard ending in 0917 · Verified · Active", &[PAYMENT]),
        ("Good standing\nVisa ending in 3391 · Primary · Verified", &[PAYMENT, STANDING]),
        ("Which card? A Visa; it's active and verified.", &[PAYMENT]),
        ("Location: Leeds, UK\nAddress: 19 Rose Road, Leeds", &[ADDRESS]),
        ("Account details: Ann Lee, ID verified", &[ID, NAME]),
        ("Here you go - name: Ann Lee, photo: me", &[NAME, PHOTO]),
        ("Name  Ann Lee\nAddress\n19 Rose Road\nLeeds\nPhoto: me", &[NAME, ADDRESS, PHOTO]),
    ]);
}

#[test]
fn what_there_is_none_of() {
    let failed = (Field::Standing, State::Failed);
    let warned = (Field::Standing, State::Pending);
    reads(&[
        ("Suspensions: none. Warnings: 0.", &[STANDING]),
        ("Warnings: 0, holds: 0, bans: never", &[STANDING]),
        ("suspended = false", &[STANDING]),
        ("Warnings: 2", &[warned]),
        ("Suspended: yes, since May", &[failed]),
        ("Never banned, suspended, warned.", &[STANDING]),
        ("no warnings or suspension good standing", &[STANDING]),
        ("not in good standing", &[failed]),
        ("Jobs: 0, earnings: none", &[(Field::History, State::Failed)]),
        ("Photo: clear face, not a logo, avatar or drawing", &[PHOTO]),
        ("Payment: no PayPal, Visa verified", &[PAYMENT]),
        ("No ID issues, verified", &[ID]),
        ("My card expired and was replaced, it is verified.", &[PAYMENT]),
        ("Warnings and suspensions: none", &[STANDING]),
        ("Any warnings or suspensions? No.", &[STANDING]),
        ("Warnings so far: none", &[STANDING]),
        ("Suspended in May, warnings: none", &[failed]),
        ("No warnings and my account is restricted", &[failed]),
        ("Warnings ❌", &[]),
        ("Suspensions: ❌", &[STANDING]),
        ("My card expired and was not replaced.", &[NO_PAYMENT]),
        ("I have no verified payment method", &[NO_PAYMENT]),
        ("no card, account restricted", &[NO_PAYMENT, (Field::Standing, State::Failed)]),
        ("Jobs: 20 completed, 0 failed, 0 pending", &[HISTORY]),
        ("Warnings in the last 12 months: 0", &[STANDING]),
        ("Suspensions / warnings / bans: none", &[STANDING]),
        ("I don't have any warnings.", &[STANDING]),
        ("Not suspended, just warned.", &[warned]),
        ("Everything is verified except for the payment.", &[NO_PAYMENT]),
        ("All is approved apart from the ID.", &[NO_ID]),
        ("ID verified, but not the payment.", &[ID, NO_PAYMENT]),
        ("no violations\n✅ 112 contracts finished", &[STANDING, HISTORY]),
        ("Suspensions / warnings / holds: none", &[STANDING]),
        ("[x] No suspension / restriction / ban", &[STANDING]),
        ("photo ok (face); account ok (no flags)", &[PHOTO, STANDING]),
        ("Standing: good / warnings 0 / suspensions 0", &[STANDING]),
        ("$0 Total earnings\n0 Total jobs", &[(Field::History, State::Failed)]),
        ("no logo, no avatar, a real photo", &[PHOTO]),
        ("Photo: i dont have one", &[NO_PHOTO]),
        ("no nickname, ID verified", &[ID]),
        ("84 jobs\n❌ not Top Rated right now", &[HISTORY]),
        ("Photo: my photo", &[PHOTO]),
        ("Payment: my card expires next year, it is verified", &[PAYMENT]),
        ("The card expired in May.", &[NO_PAYMENT]),
        ("Payment: verified. (An older card was removed last year.)", &[PAYMENT]),
        ("Warnings: n/a", &[STANDING]),
        ("Restricted = N", &[STANDING]),
        ("Have you been suspended before: no", &[STANDING]),
        ("Warnings on my account: none", &[STANDING]),
        ("Suspended - no reason given", &[failed]),
        ("Suspended: not sure why", &[failed]),
        ("Suspended: not any more", &[STANDING]),
        ("Account standing: n/a", &[]),
        ("No limits or warnings, the account stands well.", &[STANDING]),
        ("There are no holds, restrictions or warnings.", &[STANDING]),
        ("Any suspension or warning? No, good standing.", &[STANDING]),
        ("Any suspensions / limits? none, good standing", &[STANDING]),
        ("Standing: some limits on my account", &[failed]),
        ("No problems with my account ever.", &[STANDING]),
        ("Still waiting for my first client here, have sent 40 proposals", &[(Field::History, State::Failed)]),
        ("PO box? No, I live at 12 Rose Road, Leeds.", &[ADDRESS]),
        ("No restrictions, suspended in May.", &[failed]),
    ]);
}

#[test]
fn what_is_over_and_what_is_to_come() {
    let waits = (Field::Identity, State::Pending);
    reads(&[
        ("My account was suspended in 2021 by mistake, it was reinstated after two weeks and is now in good standing.", &[STANDING]),
        ("My ID check failed because the passport was expired, but I renewed it and last week it passed.", &[ID]),
        ("My account was under review in spring, they closed the review, now in good standing.", &[STANDING]),
        ("My account was in good standing, now it is suspended.", &[(Field::Standing, State::Failed)]),
        ("My photo was the logo of my company, now it is a real photo of my face.", &[PHOTO]),
        ("My ID was rejected, my photo is ok.", &[NO_ID, PHOTO]),
        ("My account is suspended, but before that it was in good standing.", &[(Field::Standing, State::Failed)]),
        ("My ID check failed, but it can be verified again later.", &[NO_ID]),
        ("Payment: declined, but was verified before", &[NO_PAYMENT]),
        ("My ID will be verified next week.", &[waits]),
        ("ID verification is scheduled for Monday", &[waits]),
        ("I am going to add a photo of my face this weekend.", &[NO_PHOTO]),
        ("ID: verified. My application was rejected once.", &[ID]),
        ("My ID passed, then they revoked it.", &[NO_ID]),
        ("ID was verified in spring, but the document has expired now.", &[NO_ID]),
        ("ID is verified but I failed a language test.", &[ID]),
        ("I have not got round to the ID check.", &[NO_ID]),
        ("I must verify my identity first.", &[waits]),
        ("I still need to link a bank account.", &[NO_PAYMENT]),
        ("My account was suspended over a wrong passport; since then it is in good standing.", &[STANDING]),
        ("I had a warning in 2019. Standing: good.", &[STANDING]),
        ("My card expired in March, I put the new one in and it's verified.", &[PAYMENT]),
        ("First ID scan was refused because blurry. I did it again and it passed, the badge is there since.", &[ID]),
        ("My card was declined in June.\nPayment: Visa, verified", &[PAYMENT]),
        ("I used to have a logo there. Photo: my face.", &[PHOTO]),
        ("My account has been suspended since May. Standing before that: good.", &[(Field::Standing, State::Failed)]),
        ("Standing: good. But in March my account was restricted.", &[(Field::Standing, State::Failed)]),
    ]);
}

#[test]
fn rows_of_keys_and_dashes_within_a_line() {
    let all = [ID, NAME, ADDRESS, PHOTO, PAYMENT, STANDING, HISTORY];
    reads(&[
        (
            "Ann Lee. ID verified. 12 Rose Road, Leeds. Photo – me, in a jacket. Payment – Visa, confirmed. Standing – good, no blocks. Jobs – 14",
            &all,
        ),
        ("Ann Lee – ID verified – 12 Rose Road, Leeds – own photograph – Visa verified, active – good standing – 14 jobs done", &all),
        (
            "Full name\nAnn Lee\nBilling method\nMastercard ending 4410 · Verified · Primary\nAccount health\nGood standing\nTotal spent\n$148,930",
            &[NAME, PAYMENT, STANDING, HISTORY],
        ),
    ]);
}

#[test]
fn what_is_said_in_passing() {
    reads(&[
        ("Payment: Visa, verified. Občanka verified. DP is my photo.", &[ID, PHOTO, PAYMENT]),
        ("Visa, verified and active. Phone verified. My photo? Later.", &[PAYMENT]),
        ("My photo is a logo.", &[NO_PHOTO]),
        ("Photo: me, no dog this time", &[PHOTO]),
        ("Photo: real me (not webtoon me)", &[PHOTO]),
        ("Account: good standing\nADDRESS 9 Limited Lane, Leeds", &[ADDRESS, STANDING]),
        ("No problems with the account ever. Everything fine with it.", &[STANDING]),
        ("Fix suspended jobs – 5.0 – $1,200\n\"Restricted time, good work\" - client, May 2024\nAccount: good standing", &[STANDING]),
        ("I am Noor-ul-Ain Siddiqui, real name.", &[NAME]),
        ("Soo-jin Baek, letterer. ID verified.", &[ID, NAME]),
        ("Rate: $18/hr. Ann Lee. ID is verified.", &[ID, NAME]),
    ]);
}

#[test]
fn of_several_ways_to_pay_one_in_order_is_enough() {
    reads(&[
        ("Payment: JCB no, Visa yes, verified.", &[PAYMENT]),
        ("Payment: M-Pesa? no, Visa card, active", &[PAYMENT]),
        ("PayPal was declined. Visa is verified.", &[PAYMENT]),
        ("Payment: Visa verified, PayPal pending", &[PAYMENT]),
        ("Payment: Visa and Wise, not verified", &[NO_PAYMENT]),
        ("Visa was declined. Payment: PayPal, none linked", &[NO_PAYMENT]),
        ("Payment: verified; Visa was declined", &[NO_PAYMENT]),
        ("Payment: Visa verified. The Visa was declined in May.", &[NO_PAYMENT]),
    ]);
}

#[test]
fn names_and_addresses_without_a_key() {
    reads(&[
        ("Name: Ann Lee, ID verified, 15 Rose Road, 10122 Leeds, photo is me", &[ID, NAME, ADDRESS, PHOTO]),
        ("Name: Ann Lee\nID verified\n上海市静安区南京西路88号1203室", &[ID, NAME, ADDRESS]),
        ("Name: Ann Lee\nID verified\n서울특별시 강남구 테헤란로 152", &[ID, NAME, ADDRESS]),
        ("Name: Ann Lee\n2019年加入, 12个合同", &[NAME]),
        ("I am Maria Silva and I live at Rua das Flores 12, 4050-262 Porto, Portugal.", &[NAME, ADDRESS]),
        ("ID verified, real name Babajide Afolabi, photo of my face", &[ID, NAME, PHOTO]),
        ("Daniel Kiptoo Cheruiyot here. ID is verified.", &[ID, NAME]),
        ("ID is verified, Lindiwe Khumalo is my legal name.", &[ID, NAME]),
        ("As for me: ID verified, Harriet Osborne, photo of my face", &[ID, NAME, PHOTO]),
        ("The rest is ready: Huda Mansour, photo of my face", &[NAME, PHOTO]),
        ("ID: verified\nOtherwise: Stavros Economou, photo of my face", &[ID, NAME, PHOTO]),
        ("Profile: Copper Kettle Creative. ID verified.", &[ID]),
        ("Aisha Bello\n5 Ahmadu Bello Way, Kaduna", &[NAME, ADDRESS]),
        ("ID verified, Husova 21, byt 5, 602 00 Brno, Czech Republic, portrait photo", &[ID, ADDRESS, PHOTO]),
        ("ID verified\nNo. 58, Galle Road\nColombo", &[ID, ADDRESS]),
        ("🏠 Av. Arequipa 3420, San Isidro, Lima, Peru", &[ADDRESS]),
        ("Benjamin Lane, ID verified", &[ID, NAME]),
        ("Inés Linares. ID verified.", &[ID, NAME]),
        ("დიმიტრი ნასყიდაშვილი. ID verified.", &[ID, NAME]),
        ("Me llamo Ana Torres Gil, ID verified", &[ID, NAME]),
        ("The owner is Ann Lee, ID verified", &[ID, NAME]),
        ("ID verified. Meisterstr. 85, 24911 Erbisdorf. Photo: me.", &[ID, ADDRESS, PHOTO]),
        ("Legal name: Aung. ID is verified. No. 41, Bogyoke Road, Yangon 11143.", &[ID, NAME, ADDRESS]),
        ("Phuong Duong, ID verified", &[ID, NAME]),
        ("Ann Lee lives at 88 Rose Road, Ban Sisaket, Vientiane. Good standing.", &[ADDRESS, STANDING]),
        ("Ann Lee checking in, ID verified", &[ID, NAME]),
        ("Good day 😊 I am Ann Lee, my ID is verified", &[ID, NAME]),
        ("Ann Lee is my legal name and it is on the profile", &[NAME]),
        ("I am glad to help. Photo? Yes, it's me.", &[PHOTO]),
        ("ID verified ✅, 1516 Kilauea Ave apt 7, Hilo, HI 96720", &[ID, ADDRESS]),
        ("She lives at Gedimino pr. 31-9, LT-01104 Vilnius", &[ADDRESS]),
        ("Which photo? One of me.\nWhat address? 12 Rose Road, Leeds", &[ADDRESS, PHOTO]),
        ("name ruta kazlauskaite, id verified", &[ID, NAME]),
        ("kerstin lindqvist here, id verified, storgatan 21 lgh 1203, 903 26 umeå, sweden", &[ID, NAME, ADDRESS]),
        ("She is Beatriz Salgado, our ops lead. Photograph of Beatriz.", &[NAME, PHOTO]),
        ("Juan Miguel dela Cruz po. ID verified.", &[ID, NAME]),
        ("I am Sukarni. ID verified.", &[ID, NAME]),
        ("I am Ukrainian. ID verified.", &[ID]),
        ("Account: ANN LEE. ID: verified", &[ID, NAME]),
        ("who? Ann Lee, carta d'identità verified.", &[ID, NAME]),
        ("My name on the account is Ann Lee, Blue Fox is added as the team name.", &[NAME]),
        ("ID verified, Amir Temur 45, kv 12, Tashkent 100000, photo me", &[ID, ADDRESS, PHOTO]),
        ("ID verified. 1120 NE Couch St Unit 9, Portland OR 97232.", &[ID, ADDRESS]),
        ("React 18, Laravel 10, Vue 3", &[]),
        ("Lična karta: verified", &[ID]),
        ("ID card verified, photo ID checked", &[ID]),
        ("Skills: Python, Google Sheets, Data Entry", &[]),
        ("Phone: 555 0100, 555 0101", &[]),
        ("React 18, Laravel, Vue, Docker", &[]),
    ]);
}

/// A labelled profile; what it does not speak of is left out.
#[derive(serde::Deserialize)]
struct Labelled {
    id: String,
    profile: String,
    states: BTreeMap<String, String>,
}

#[test]
fn profiles_of_others_are_read_as_well_as_before() {
    let rules = store::load(&Location::BuiltIn, DEFAULT_PACK).expect("the built-in rules");
    let cases = include_str!("profiles/labelled.jsonl").lines().map(|line| serde_json::from_str(line).expect("a labelled profile"));
    let cases: Vec<(Labelled, Vec<(Field, State)>)> = cases
        .map(|case: Labelled| {
            let states = read(&rules, &case.profile);
            (case, states)
        })
        .collect();
    let mut table = format!("{} profiles\n", cases.len());
    for field in Field::REQUIRED {
        let mut wrong = String::new();
        let mut count = 0;
        for (case, states) in &cases {
            let read = states.iter().find(|(known, _)| known == field).map_or(State::Unstated, |(_, state)| *state);
            let wanted = case.states.get(field.name()).map_or("unstated", String::as_str);
            if read.name() != wanted {
                count += 1;
                let _ = write!(wrong, " {}: {wanted}, read {};", case.id, read.name());
            }
        }
        let _ = writeln!(table, "{}: {count} read wrongly:{wrong}", field.name());
    }
    insta::assert_snapshot!(table);
}
