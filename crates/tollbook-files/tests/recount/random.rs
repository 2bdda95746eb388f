//! Random projects as the lines of a story, so that one that differs can be read.

use tollbook_core::analysis::fixture::Story;

/// What comes of the lines, as far as the claims and totals that they name are there and the project takes them.
pub fn story(lines: &[String]) -> Story {
    let mut story = Story::begin();
    for line in lines {
        let marks = ["killed", "wounded", "part", "background", "total"];
        let is_mark = marks.iter().any(|mark| line.starts_with(mark));
        let mut words = line.split([' ', '=', ':']).skip(if is_mark { 2 } else { 0 });
        let is_name = |word: &str| word.get(1..).is_some_and(|n| n.parse::<u8>().is_ok());
        let is_there = |word: &str| match word.chars().next() {
            Some('c') if is_name(word) => story.has(word),
            Some('t') if is_name(word) => story.is_marked(word),
            _ => true,
        };
        if words.all(is_there) {
            // What the project refuses leaves it as it was.
            let _ = story.try_line(line);
        }
    }
    story
}

/// Random choices, the same for the same seed (SplitMix64).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    pub fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// One time in `n`.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

const FIGURES: [&str; 16] = [
    "1", "2", "2", "3", "3", "4", "13", "0", "2/3/4", "2/-/-", "4/-/-", "-/-/6", "-/12/-", "1/-/4", "0/1/1",
    "-",
];
const DATES: [&str; 11] = [
    "2020-01-05",
    "2020-01-05",
    "2020-01-06",
    "2020-01-12",
    "2020-02-03",
    "2020-01",
    "2020",
    "2020-01-30..2020-02-03",
    "2020-01-31+2020-02-01",
    "2020-01-04..2020-01-08",
    "-",
];
const SIDES: [&str; 5] = ["French", "French", "Armed", "Civilians", "-"];
const OPERATIONS: [&str; 6] = ["Barkhane", "Barkhane", "Serval", "Chammal", "Somewhere", "-"];
const COUNTRIES: [&str; 6] = ["Mali", "Mali", "Niger", "Iraq", "mali", "-"];

/// The fields of a claim that belongs to an incident.
fn fields(random: &mut Random, n: usize) -> String {
    let mut fields =
        format!("date={} op={} side={}", random.pick(&DATES), random.pick(&OPERATIONS), random.pick(&SIDES));
    let mut add = |field: String| fields += &format!(" {field}");
    if random.one_in(2) {
        add(format!("status={}", random.pick(&["asserted", "asserted", "disputed", "denied", "superseded"])));
    }
    if random.one_in(2) {
        add(format!("country={}", random.pick(&COUNTRIES)));
    }
    if random.one_in(2) {
        add(format!("hostile={}", random.pick(&["yes", "no", "unknown", "disputed", "-"])));
    }
    if random.one_in(5) {
        add(format!("died={}", random.pick(&["2020-01-09", "2020-02-01", "-"])));
        if random.one_in(2) {
            add(format!("others={}", random.pick(&["yes", "no"])));
        }
    }
    if random.one_in(2) {
        add(format!("created=2020-03-{:02}", 1 + random.below(20)));
    }
    if n > 0 && random.one_in(8) {
        add(format!("after=c{}:{}", random.below(n), random.below(11) as i32 - 5));
    }
    fields
}

/// The lines of a random project.
pub fn project(seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    let random = &mut random;
    let mut lines = vec!["operation Somewhere".to_owned()];
    let articles = 2 + random.below(4);
    for n in 0..articles {
        let published =
            random.pick(&["2020-01-07", "2020-01-20", "2020-02-09", "2020-02-09", "2020-02", "-"]);
        let source = random.pick(&["AFP", "afp", "Reuters", "-", "-"]);
        lines.push(format!("article a{n} {published} independent_source={source}"));
    }
    let claims = 2 + random.below(9);
    for n in 0..claims {
        lines.push(format!("article a{}", random.below(articles)));
        let mark = random.pick(&["killed", "killed", "killed", "killed", "wounded", "part", "background"]);
        let figures = random.pick(&FIGURES);
        lines.push(format!("{mark} c{n} {figures} {}", fields(random, n)));
    }
    for n in 1..claims {
        if random.one_in(2) {
            lines.push(format!("join c{n} c{}", random.below(n)));
        }
    }
    for n in 0..claims {
        if random.one_in(6) {
            let field =
                random.pick(&["date=2020-01-06", "op=Serval", "country=Niger", "hostile=yes", "op=Barkhane"]);
            lines.push(format!("incident c{n} {field}"));
        }
        if random.one_in(7) {
            let outcome = random.pick(&["killed", "killed", "wounded"]);
            let (figures, side) = (random.pick(&FIGURES), random.pick(&SIDES));
            lines.push(format!("estimate c{n} {outcome} {figures} side={side}"));
        }
        if random.one_in(9) {
            lines.push(format!("choose c{n}"));
        }
        if random.one_in(20) {
            lines
                .push(format!("set c{n} kind={}", random.pick(&["part", "background", "total", "strength"])));
        }
    }
    for n in 0..random.below(4) {
        lines.push(format!("article a{}", random.below(articles)));
        let mut line =
            format!("total t{n} {} side={}", random.pick(&FIGURES), random.pick(&["French", "Armed", "-"]));
        let mut add = |field: String| line += &format!(" {field}");
        if random.one_in(2) {
            add(format!("op={}", random.pick(&["Barkhane", "Serval;Barkhane", "Somewhere"])));
        }
        if random.one_in(2) {
            add(random
                .pick(&["countries=Mali", "countries=Mali;Niger", "areas=Sahel", "areas=Levant"])
                .to_owned());
        }
        if random.one_in(2) {
            add(format!(
                "definition={}",
                random.pick(&["in_combat", "all_causes", "not_stated", "mort_pour"])
            ));
        }
        if random.one_in(3) {
            add(format!("from={}", random.pick(&["2020-01-06", "2020-01-01"])));
        }
        if random.one_in(3) {
            add(format!("as_of={}", random.pick(&["2020-01-31", "2020-01-05", "2020-01"])));
        }
        if random.one_in(4) {
            add(format!("as_of_incident=c{}", random.below(claims)));
        }
        if random.one_in(6) {
            add("outcome=wounded".to_owned());
        }
        if random.one_in(8) {
            add(format!("status={}", random.pick(&["disputed", "denied"])));
        }
        lines.push(line);
        if random.one_in(3) {
            lines.push(format!("exclude c{} t{n}", random.below(claims)));
        }
    }
    lines
}
