//! A report of a figure as a page: Markdown, and HTML made from it.

use std::borrow::Cow;

use tollbook_core::analysis::provenance::{IncidentProvenance, Provenance, Words};

/// The page as CommonMark; `told` are the report's incidents.
pub fn markdown(report: &Provenance, provenance: &mut dyn Iterator<Item = IncidentProvenance>) -> String {
    let mut page = format!("# How was this counted?\n\n## {}\n", escaped(&report.title));
    for sentence in &report.summary {
        page += &format!("\n{}\n", escaped(sentence));
    }
    for provenance in provenance {
        incident(&mut page, &provenance);
    }
    page
}

/// The page as an HTML document that needs nothing beside it.
pub fn html(report: &Provenance, provenance: &mut dyn Iterator<Item = IncidentProvenance>) -> String {
    let mut body = String::new();
    pulldown_cmark::html::push_html(&mut body, pulldown_cmark::Parser::new(&markdown(report, provenance)));
    let title = beginning(&report.title).replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>body{{max-width:42em;margin:2em auto;padding:0 1em;font:16px/1.5 Georgia,serif}}\
         blockquote{{margin:1em 0;padding-left:1em;border-left:3px solid #888}}</style>\n{body}</html>\n"
    )
}

fn incident(page: &mut String, provenance: &IncidentProvenance) {
    *page += &format!("\n### {}\n\n", escaped(&provenance.title));
    for estimate in &provenance.estimates {
        *page += &format!("- Estimate: {}\n", escaped(estimate));
    }
    for (name, value) in &provenance.facts {
        *page += &format!("- {name}: {}\n", escaped(value));
    }
    for warning in &provenance.warnings {
        *page += &format!("- To look at: {}\n", escaped(warning));
    }
    for words in &provenance.words {
        passage(page, words);
    }
}

fn passage(page: &mut String, words: &Words) {
    let (before, after) = (escaped(&words.prefix), escaped(&words.suffix));
    // Emphasis does not begin or end at a blank.
    let quote = escaped(words.quote.trim());
    *page += &format!(
        "\n> …{before}**{quote}**{after}…\n>\n> {}\n\nClaim: {}. {}\n",
        escaped(&words.reference),
        escaped(&words.says),
        escaped(&words.part)
    );
}

/// A page shows no more characters of one name or quote.
const LONGEST: usize = 5000;

/// The text, cut where it is longer than anybody reads.
fn beginning(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()).into(),
        None => text.into(),
    }
}

/// `text` on one line, with a backslash before every sign that CommonMark may give a meaning.
fn escaped(text: &str) -> String {
    let text = beginning(text);
    let mut escaped = String::with_capacity(text.len());
    let mut blank = false;
    for letter in text.chars() {
        if letter.is_whitespace() && letter != '\u{a0}' {
            if !std::mem::replace(&mut blank, true) {
                escaped.push(' ');
            }
            continue;
        }
        blank = false;
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!'
        ) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_core::analysis::counted::Counted;
    use tollbook_core::analysis::fixture::story;
    use tollbook_core::analysis::provenance::{ProvenanceInput, Subject};
    use tollbook_core::analysis::timeline::{Asked, Query};
    use tollbook_core::analysis::what_if::WhatIf;

    fn page() -> (Provenance, Vec<IncidentProvenance>) {
        let story = story(
            "article a*b.txt 2019-11-26
            killed thirteen 13 date=2019-11-25 op=Barkhane country=Mali hostile=yes
            part comrades 7
            join comrades thirteen
            article later 2019-11-27
            killed again 14 date=2019-11-25 op=Barkhane
            join again thirteen",
        );
        let query = Query::starting(story.project.recorded_sides());
        let asked = Asked { query: &query, what_if: &WhatIf::default() };
        let counted = Counted::count(&story.project, &story.answers, &query, asked.what_if);
        let bar = counted.timeline.bars.keys().next().unwrap().clone();
        let subject = Subject::Bar(bar);
        let input =
            ProvenanceInput { project: &story.project, answers: &story.answers, asked, counted: &counted };
        let report = input.report(&subject).unwrap();
        let provenance = report.incidents.iter().map(|id| input.incident(&subject, *id).unwrap()).collect();
        (report, provenance)
    }

    #[test]
    fn a_bar_is_told_down_to_its_words() {
        let (report, provenance) = page();
        let page = markdown(&report, &mut provenance.into_iter());
        assert!(page.contains("## Barkhane, 2019-11: 13 killed"), "{page}");
        assert!(page.contains("Estimate: 13 (13–14) killed (French forces): sources differ, lowest taken"));
        assert!(page.contains("Claim: 7"), "{page}");
        assert!(page.contains("never added"), "{page}");
        assert!(page.contains("Its figure is used for its article."), "{page}");
        assert!(page.contains(r"a\*b.txt"), "what is said by a sign is not formatting: {page}");
    }

    #[test]
    fn the_html_is_the_same_page_and_text_stays_text() {
        let (mut report, provenance) = page();
        report.title = "<script> & co".to_owned();
        let html = html(&report, &mut provenance.into_iter());
        assert!(html.contains("<title>&lt;script> &amp; co</title>"), "{html}");
        assert!(html.contains("<h2>&lt;script&gt; &amp; co</h2>"), "{html}");
        assert!(html.contains("<blockquote>"));
    }

    #[test]
    fn a_name_of_a_megabyte_is_cut() {
        let (mut report, mut provenance) = page();
        report.title = "name ".repeat(1 << 18);
        provenance[0].facts.push(("Place", "é".repeat(1 << 20)));
        let html = html(&report, &mut provenance.into_iter());
        assert!(html.len() < 60_000 && html.contains("name…</title>"), "{}", html.len());
    }
}
