use super::super::{rate, read};
use crate::text::Document;

#[test]
fn any_wording_of_a_rate() {
    for (text, per_day) in [
        ("We make 50k requests per day.", 50_000.0),
        ("It polls the job feed every second.", 86_400.0),
        ("About 2 calls per second.", 172_800.0),
        ("It checks every 10 minutes.", 144.0),
        ("It calls the search every second day and night.", 86_400.0),
        ("We estimate 65,000 call one day, in high season more", 65_000.0),
        ("Every tablet asks for the messages, all twenty seconds", 4_320.0),
        ("It checks the feed every second hour.", 12.0),
        ("Two requests per second at most for about five minutes a day.", 600.0),
        ("It asks once per second and runs for two minutes each night.", 120.0),
        ("It asks every ten minutes, daily.", 144.0),
        ("It makes 40 calls every second day.", 20.0),
        ("It makes 140 calls every second Friday.", 10.0),
        ("We reckon with forty-one thousand calls daily.", 41_000.0),
        ("10 rps", 864_000.0),
        ("1,000 API requests/hour", 24_000.0),
        ("the service asks for the list once a second", 86_400.0),
        ("twice a minute it asks whether there is a message", 2_880.0),
        ("300 calls an hour for each of 200 users", 1_440_000.0),
        ("We have 100 users and make 20 requests per minute per user", 2_880_000.0),
        ("1.2 million requests a month", 40_000.0),
        ("it checks every 30 seconds during office hours", 1_200.0),
        ("one and a half million calls a month", 50_000.0),
        ("The batch is 400 calls every fifteen minutes, which I make 38,400 a day", 38_400.0),
        ("We have 300 testers. Each tester's contract is looked up four times a minute.", 1_728_000.0),
        ("It watches 250 saved searches and renews each of them every five minutes", 72_000.0),
        ("Eighty small processes ask once per minute each whether a contract was paused", 115_200.0),
        ("Some 6,000 installs which look up the messages 20 times a day for each of them", 120_000.0),
        ("It polls at an interval of two seconds", 43_200.0),
        ("It has 15 threads, each going every 20 s around the clock.", 64_800.0),
        ("We have 2500 contracts, every one looked up once a minute.", 3_600_000.0),
        ("Every minute it refreshes all 600 open contracts, one call each.", 864_000.0),
        ("It polls at 1 Hz.", 86_400.0),
        ("It asks every two seconds from 9 to 17.", 14_400.0),
        ("It asks every second between 08:00 and 18:00 h", 36_000.0),
        ("One request per second during the day shift, which lasts eight hours", 28_800.0),
        ("It asks every ten seconds, from 22 to 6 h", 2_880.0),
        ("It asks one time each 10 sec, 6 contracts, only 9-17.", 17_280.0),
        ("Every hour it makes 2,000 calls.", 48_000.0),
        ("One cycle makes 500 calls and a cycle starts at every quarter of an hour", 48_000.0),
        ("Each run is 700 requests, and it runs every 15 minutes", 67_200.0),
        ("We have 50 keyword and each of them is asked 3 times a minute", 216_000.0),
        ("800 team members have it. Each one asks the API one time a minute", 1_152_000.0),
        ("It asks once in ten seconds", 8_640.0),
        ("At each tick of 500 ms the server fetches our list", 172_800.0),
        ("Every agent's seat (there are 120 of them) starts a request each 4 minutes", 43_200.0),
        ("Every 1.5 seconds, since even a short delay is too long", 57_600.0),
        ("4 requests a second from each of 12 tills", 4_147_200.0),
        ("It polls every second for jobs from the last 2 hours", 86_400.0),
        ("It polls every 3 seconds for jobs posted in the last 48 hours", 28_800.0),
        ("The contract lasts 300 hours. It polls every 10 seconds", 8_640.0),
        ("We need 8,640 requests, one every 10 seconds.", 8_640.0),
        ("It polls every minute and stops after 1,000 requests.", 1_440.0),
        ("It checks every minute for 50 contracts. Requests are cached.", 72_000.0),
        ("It watches 250 saved searches and renews each of them at an interval of 5 seconds", 4_320_000.0),
        ("Every 2 seconds it makes 50 calls", 2_160_000.0),
        ("For each contract, we make 5 calls an hour. We have 900 contracts.", 108_000.0),
        ("Each of our 300 users, on average, makes 400 calls a day", 120_000.0),
        ("It asks every 2 seconds from 9 to 5.", 14_400.0),
        ("It asks every 2 seconds from 9am to 5pm", 14_400.0),
        ("It asks every 2 seconds from 08:30 to 17:00", 15_300.0),
        ("Our team grew from 10 to 12. The tool polls every 2 seconds", 43_200.0),
        ("It checks once a minute and shows every project that matches our 40 filters", 1_440.0),
        ("Two of our people watch 900 contracts and renew each of them every minute", 1_296_000.0),
        ("The first import was 60,000 requests. Each day we make 20 calls.", 20.0),
        ("Requests per day: 120000", 120_000.0),
        ("It sleeps 500 milliseconds between requests.", 172_800.0),
        ("It waits half a second and asks again.", 172_800.0),
        ("The loop has a pause of one second between two calls.", 86_400.0),
        ("It looks every 1-2 seconds for new jobs.", 43_200.0),
        ("It looks every 2 to 3 seconds for new jobs.", 28_800.0),
        ("60,000 calls per shift of eight hours.", 60_000.0),
        ("The status of our 700 contracts is checked each minute, one by one.", 1_008_000.0),
        ("We have ninety branches, each with a terminal. Every terminal asks once in ten seconds", 777_600.0),
        ("60k reqs on weekdays, maybe 15k Saturdays", 60_000.0),
        ("It polls every second. I bill an 8-hour day.", 86_400.0),
        ("5,000 employees, but 3 people use the tool. Each open tab refreshes every minute.", 4_320.0),
        ("Up to 60k requests on busy weekdays", 60_000.0),
        ("About 50,000 calls on a normal Monday", 50_000.0),
        ("A million and a half calls a month, spread evenly", 50_000.0),
        ("1,000 of our employees have it. Each open sidebar renews its figures every five minutes during the nine-hour day", 108_000.0),
        ("Our 35 colleagues get a sidebar that makes two calls every 45 seconds during an eight-hour shift", 44_800.0),
        ("40 agents use a browser extension that checks every 10 seconds", 345_600.0),
        ("Our desktop widget for 4,000 employees asks the API every thirty seconds", 11_520_000.0),
        ("An extension used by 40 agents checks every 10 seconds", 345_600.0),
        ("A widget for 40 agents is fed by a server that polls every minute", 1_440.0),
        ("We have 2,900 contracts. The tool looks on each of them once in hour", 69_600.0),
        ("about sixty thousand requests on an ordinary day", 60_000.0),
        ("55k calls on an ordinary working day", 55_000.0),
        ("40 agents use a web page, which polls every minute", 1_440.0),
        ("40 agents have an extension, which a server feeds that polls every minute", 1_440.0),
        ("We are a 900 person company: 50 requests per user per day, all 900 active.", 45_000.0),
    ] {
        assert_eq!(rate(text), Some(per_day), "{text}");
    }
}

#[test]
fn what_is_asked_one_by_one_what_bounds_a_rate_and_units_written_together() {
    for (text, per_day) in [
        ("It checks 400 saved searches every minute.", 576_000.0),
        ("Once an hour the script polls our 20 keyword feeds, then sleeps", 480.0),
        ("It checks 400 saved searches with 300 calls every hour", 7_200.0),
        ("It shows 40 feeds on one page and polls every minute", 1_440.0),
        ("It polls every 750ms.", 115_200.0),
        ("every contract (we have ~80) is checked every 30 seconds", 230_400.0),
        ("It will do about 60.000 requests in the day.", 60_000.0),
        ("It makes one query each quarter of a second, also in the night", 345_600.0),
        ("Volume ~100k/day.", 100_000.0),
        ("Four requests per second will be made during ten minutes of each day", 2_400.0),
        ("It may ask every second, but a counter stops it after 5 000 requests in a day", 5_000.0),
        ("It asks every second, at most 2,000 requests a day", 2_000.0),
        ("The panel makes 300 requests a day with 100 milliseconds wait between one and the next", 300.0),
        ("It polls each 5min", 288.0),
        ("The worker asks every 1.5s", 57_600.0),
        ("It polls with a 2-second interval", 43_200.0),
        ("0.5 s polling interval", 172_800.0),
        ("It asks again after a 500ms pause", 172_800.0),
        ("It polls at an interval of 5m", 288.0),
    ] {
        assert_eq!(rate(text), Some(per_day), "{text}");
    }
}

#[test]
fn a_figure_behind_what_names_it() {
    for (text, per_day) in [
        ("Requests per day: 120,000", 120_000.0),
        ("Requests a month: about 1.8 million.", 60_000.0),
        ("Daily calls: 60000.", 60_000.0),
        ("The daily number of requests is 60,000.", 60_000.0),
        ("Monthly budget of calls would be roughly 1.8 million", 60_000.0),
        ("The number of calls a month is 1.8 million", 60_000.0),
        ("We plan with a monthly volume of 1.8 million requests", 60_000.0),
        ("Daily quota 70000 calls", 70_000.0),
        ("Requests (per day): 120,000", 120_000.0),
        ("Requests per day = 120,000", 120_000.0),
        ("Requests per day – 120,000", 120_000.0),
        ("Requests per day 120000", 120_000.0),
        ("Expected API calls per day: between 50,000 and 60,000", 50_000.0),
        ("An hourly load of up to 2,000-3,000 requests", 72_000.0),
        ("Q: requests per day? A: about 95k. Q: why?", 95_000.0),
        ("Daily requests?\nSome 60,000.", 60_000.0),
        ("Per week we get to 350,000 requests, seven equal days", 50_000.0),
        ("In a month it comes to 1.5 million calls", 50_000.0),
        ("Every week it comes to 350,000 requests", 50_000.0),
        ("It needs a million requests, equally spread over twenty days", 50_000.0),
        (
            "Each round costs six calls (offers, contracts, three message rooms, time), and a round is made every 15 seconds, as our 60 agents work in shifts",
            34_560.0,
        ),
    ] {
        assert_eq!(rate(text), Some(per_day), "{text}");
    }
}

#[test]
fn a_throttle_is_no_rate() {
    for text in [
        "Throttling is set at 5 requests per second.",
        "A limiter holds it to 5 requests per second.",
        "It is capped at 8 calls per second.",
        "It sends at most 2 per second because we throttle.",
        "At most two requests in a second.",
        "Never more than 3 calls a second are made.",
        "Rate limited to 5 req/s.",
        "Max 4 requests per second.",
        "Rate limit with a library, 1 req/s max, some 100 calls.",
        "Reads only, throttled to one request per two seconds.",
        "A limiter lets through 40 requests per minute.",
        "Only when I ask, two requests each.\n\nS: Is it stored?",
        "In the second phase there is a window of 500 calls.",
        "In the year-end month it needs 90,000 requests altogether.",
    ] {
        assert_eq!(rate(text), None, "{text}");
    }
    assert_eq!(rate("It is capped at 100,000 calls a day."), Some(100_000.0));
    assert_eq!(rate("It is capped at 40 calls a minute."), Some(57_600.0));
    assert_eq!(rate("It makes at most 2 requests per second, day and night."), Some(172_800.0));
}

#[test]
fn numbers_beyond_all_bounds_stay_numbers() {
    let many = "3".repeat(190);
    let text = format!("{many} calls per second per user, {many} users.");
    assert!(read(&Document::new(&text)).iter().all(|quantity| quantity.amount.is_finite()));
    let found = "calls]per second 33333333333333333333333333333333333333333333333333333377777777777777777777777777777777777777733333333333333333333333333333333333331 calls]per se !all";
    assert!(read(&Document::new(found)).iter().all(|quantity| quantity.amount.is_finite()));
}

#[test]
fn a_sum_is_not_multiplied_again() {
    for (text, per_day) in [
        ("25 contracts, every one looked up 4 times in an hour, makes 2400 calls daily", 2_400.0),
        ("Each of the 350 contracts is read once per hour, 8,400 calls a day", 8_400.0),
    ] {
        let read = read(&Document::new(text));
        assert!(read.iter().all(|quantity| (quantity.amount - per_day).abs() < 1.0 && quantity.amount > 0.0), "{text}: {read:?}");
        assert_eq!(read.len(), 2, "{text}");
    }
}

#[test]
fn figures_that_are_no_rates() {
    for text in [
        "We manage 50,000 contracts.",
        "Our yearly budget is $50,000",
        "The monthly amount is 60,000.",
        "The daily report of 60,000 rows",
        "Daily: 60,000 contracts",
        "The weekly number of hours is 60,000",
        "We are 40,000 employees",
        "Founded 1999, 250,000 invoices since",
        "I work 30 hours per week",
        "Somewhere a freelancer is hired every 2 seconds",
        "Each of our 40 painters works 30 hours per week",
    ] {
        assert_eq!(rate(text), None, "{text}");
    }
}

#[test]
fn a_figure_of_something_else_is_none_of_requests() {
    for text in [
        "Daily queries are up to 50,000 rows.",
        "A daily query reaches about 90,000 rows in our database.",
        "Daily requests: 60,000 bytes.",
        "Daily operations at over 50,000 stores.",
        "Daily operations budget: 60,000 dollars.",
        "Monthly transactions: 2,000,000 EUR.",
        "Monthly volume of $2,000,000 in transactions.",
        "Daily requests are up 60,000 percent.",
        "Requests per day are roughly the number of our 60,000 contracts divided by 600.",
        "Daily call at 94107 Main Street.",
        "Daily calls: 555-0123456.",
        "Our hourly calls up to 9000000 customers.",
        "Phone calls per month: 2,000,000.",
    ] {
        assert!(rate(text).is_none_or(|per_day| per_day <= 24.0), "{text}: {:?}", rate(text));
    }
}
