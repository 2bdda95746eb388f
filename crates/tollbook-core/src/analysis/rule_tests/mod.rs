//! The rules of counting (docs/counting-rules.md), each as small stories.

mod counted;
mod drawn;
mod resolved;
mod settled;
mod warned;

use super::fixture::{Story, story};
use super::timeline::Query;

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// What the chart starts with: the project's own killed, by month, of all causes.
fn starting(story: &Story) -> Query {
    Query::starting(story.project.recorded_sides())
}

/// A story, and what the chart then starts with.
#[track_caller]
fn drawn(text: &str, expected: &str) {
    let story = story(text);
    assert_eq!(lines(&story.chart(&starting(&story))), lines(expected));
}

/// A story, and what is then known of the incident of the claim `k`.
#[track_caller]
fn assert_incident(text: &str, expected: &str) {
    assert_eq!(story(text).incident_summary("k"), expected);
}

const GAO: &str = "article a 2019-11-27\n killed k 13 date=2019-11-25 op=Barkhane country=Mali hostile=yes\n";
