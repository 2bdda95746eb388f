//! How fast extraction reads: ordinary wire text, text in which every sentence states casualties, a text of one
//! line, and hard-wrapped lines. The goals are 20 MB/s of ordinary and 5 MB/s of dense text on one core, and time
//! in proportion to the length of any text.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tollbook_core::extract::{Context, Languages, extract};
use tollbook_core::model::DateRange;

const MB: usize = 1_000_000;

/// Sentences of ordinary news, of which one in about thirty states casualties.
const ORDINARY: &[&str] = &[
    "The council of Gorda met on Tuesday to discuss the price of bread, which has doubled since the spring.",
    "Its members, most of whom had not slept, left the hall without a word to the reporters who waited outside.",
    "\"We shall not sign a paper that nobody has read,\" said the deputy chairwoman, Ana Lund, 58.",
    "The railway between the port and the capital remains closed for a fourth week, the ministry of transport said.",
    "Engineers have examined 16 bridges and found cracks in three of them, according to a report seen by this paper.",
    "In the market of Orlin a kilo of flour cost 4.20 crowns on Monday, 60 per cent more than a year ago.",
    "The opposition accused the government of having hidden the figures until after the election of 3 May.",
    "A spokesman for the army declined to comment on the talks, which are expected to resume next week in Sabina.",
    "Farmers in the northern province say that they will sow half of their land and leave the rest to the sheep.",
    "The team from the coast won the cup for the second time in its history after extra time.",
    "Two ships of the Borovian navy paid a visit to the harbour and were greeted by several hundred children.",
    "The central bank kept its rate at 7.5 per cent and promised to publish its forecast before the end of the month.",
    "Heavy rain is forecast for the weekend, and the river may rise by up to two metres near the old mill.",
    "The university reopened its library, where 40,000 volumes had been kept in boxes since the flood of 1998.",
    "At the border some 300 lorries were waiting for their papers, a customs officer told the radio station.",
    "The film, shot in black and white, tells the story of a teacher who returns to her village after thirty years.",
    "Prices of copper fell for a third day as traders in the capital waited for news from the mines.",
    "The minister of health opened a clinic with 24 beds in the valley and promised another one by the summer.",
    "Residents complained of noise from the new road, which carries 9,000 cars a day past the school.",
    "The court adjourned until Thursday, when the accountant of the company will be heard as a witness.",
    "Nobody answered the telephone at the firm's office in the old town on Wednesday afternoon.",
    "The president will travel to Ruritania in June, her first journey abroad since she took office.",
    "Some of the delegates left before the vote, in which the proposal was adopted by 112 to 87.",
    "Workers at the cement factory ended their strike after the owners agreed to pay the wages of March.",
    "The museum has bought a painting of the harbour that had hung for decades in a dentist's waiting room.",
    "A report on the state of the forests says that every fifth tree in the hills is sick.",
    "The new timetable takes effect on 1 October and adds two trains a day to the line along the lake.",
    "Gunmen killed two soldiers near the village of Orlin on Sunday, the army said.",
    "The weather bureau expects the first snow in the mountains by the middle of next month.",
    "The editors of the newspaper wrote that the country had learned little from the past ten years.",
];

/// Sentences that state casualties, each in another way.
const DENSE: &[&str] = &[
    "Gunmen killed {n} soldiers near Orlin on Monday, the ministry said.",
    "At least {n} people died and 230 were wounded when a bomb exploded in the market of Sabina.",
    "The raid left {n} villagers dead, among them three children, according to the police.",
    "{n} policemen and two firemen were injured on 3 May 2011 in the capital of Ruritania.",
    "Rebels shelled the port, wounding {n} dock workers and killing a nurse and her driver.",
    "The death of {n} Borovian peacekeepers brings to 52 the number killed since 2008.",
    "Of the {n} wounded, four died on Tuesday, a doctor at the military hospital said.",
];

fn text(sentences: &[&str], length: usize, paragraph: usize) -> String {
    let mut text = String::with_capacity(length + 500);
    for n in 0.. {
        let sentence = sentences[n % sentences.len()].replace("{n}", &(n % 89 + 3).to_string());
        let end = if (n + 1) % paragraph == 0 { "\n\n" } else { " " };
        write!(text, "{sentence}{end}").expect("writing to a string");
        if text.len() >= length {
            return text;
        }
    }
    text
}

/// Breaks lines after the word that goes beyond 70 characters, as wire messages do.
fn wrapped(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut width = 0;
    for word in text.split(' ') {
        lines.push_str(word);
        width += word.len() + 1;
        lines.push(if width > 70 { '\n' } else { ' ' });
        width = if width > 70 { 0 } else { width };
    }
    lines
}

fn read(text: &str) -> usize {
    let published = "2011-05-04".parse().ok().map(DateRange::day);
    let context = Context { published, language: Some("en".to_owned()), ..Context::default() };
    extract(text, &context, Languages::builtin()).len()
}

fn extraction(c: &mut Criterion) {
    read("The packs are loaded with the first text.");
    let mut group = c.benchmark_group("extract");
    group.sample_size(10);
    let line = text(ORDINARY, MB, usize::MAX);
    for (name, text) in [
        ("ordinary", text(ORDINARY, MB, 4)),
        ("dense", text(DENSE, MB, 4)),
        ("one line of 1 MB", line.clone()),
        ("one line of 2 MB", text(ORDINARY, 2 * MB, usize::MAX)),
        ("hard-wrapped", wrapped(&line)),
        ("dense, one line of 1 MB", text(DENSE, MB, usize::MAX)),
        ("dense, one line of 2 MB", text(DENSE, 2 * MB, usize::MAX)),
        ("dense, hard-wrapped", wrapped(&text(DENSE, MB, usize::MAX))),
        ("no stop in 1 MB", "the soldiers of the valley and ".repeat(MB / 31)),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bench| bench.iter(|| read(black_box(&text))));
    }
    group.finish();
}

criterion_group!(benches, extraction);
criterion_main!(benches);
