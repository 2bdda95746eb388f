//! Files that hold many articles: downloads of news databases.

mod decode;
mod html;
mod labels;
mod line;
mod nexis_text;
mod part;
mod split;

use std::io::{self, Read};

pub use line::Line;
pub use part::{Outcome, Part};

use decode::Pieces;
use html::HtmlLines;
use split::{OnPart, Splitter};

/// Divides a stream of text into lines and hands them to the splitter.
fn text_lines<R: Read>(pieces: &mut Pieces<R>, splitter: &mut Splitter<'_>) -> io::Result<()> {
    /// A longer line is cut.
    const LONGEST: usize = 4 * 1024 * 1024;
    let mut rest = String::new();
    let (mut after_blank, mut new_page) = (true, false);
    let mut line = |raw: &str, splitter: &mut Splitter<'_>| {
        for (i, part) in raw.split('\u{c}').enumerate() {
            new_page |= i > 0;
            if part.trim().is_empty() {
                after_blank = true;
            } else {
                let (blank, page) = (std::mem::take(&mut after_blank), std::mem::take(&mut new_page));
                splitter.line(Line::of_text(part, blank || page, page));
            }
        }
    };
    while let Some(piece) = pieces.next()? {
        rest.push_str(&piece);
        // A "\r" at the end may be half of a line end.
        let complete = match rest.rfind(['\n', '\r']) {
            Some(at) if at + 1 < rest.len() || rest.ends_with('\n') => at + 1,
            Some(at) => at,
            None if rest.len() > LONGEST => rest.len(),
            None => 0,
        };
        for raw in rest[..complete].replace("\r\n", "\n").split_terminator(['\n', '\r']) {
            line(raw, splitter);
        }
        rest.drain(..complete);
        if splitter.is_stopped() {
            return Ok(());
        }
    }
    for raw in rest.split(['\n', '\r']) {
        line(raw, splitter);
    }
    Ok(())
}

/// Reads a page as lines and hands them to the splitter.
fn html_lines<R: Read>(pieces: &mut Pieces<R>, splitter: &mut Splitter<'_>) -> io::Result<()> {
    let mut html = HtmlLines::new();
    while let Some(piece) = pieces.next()? {
        html.feed(&piece);
        html.take_lines().into_iter().for_each(|line| splitter.line(line));
        if splitter.is_stopped() {
            return Ok(());
        }
    }
    html.end();
    html.take_lines().into_iter().for_each(|line| splitter.line(line));
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The parts of a text file, for tests of one dialect.
    pub fn text_parts(dialect: impl part::Dialect, text: &[u8]) -> (Vec<Part>, Outcome) {
        let mut parts = Vec::new();
        let mut on = |part| {
            parts.push(part);
            true
        };
        let mut splitter = Splitter::new(Box::new(dialect), &mut on);
        text_lines(&mut Pieces::new(text).unwrap(), &mut splitter).unwrap();
        let outcome = splitter.finish();
        (parts, outcome)
    }

    #[test]
    #[ignore = "a look at files beside the repository"]
    fn look() {
        let path = std::env::var("LOOK").unwrap();
        let bytes = std::fs::read(path).unwrap();
        let (parts, outcome) = text_parts(nexis_text::NexisText::default(), &bytes);
        for part in &parts {
            let show = |t: &str| { let n = t.chars().count(); if n > 300 { format!("{}…{}", t.chars().take(150).collect::<String>(), t.chars().skip(n - 150).collect::<String>()) } else { t.to_owned() } };
            println!("{:#?}", Part { text: show(&part.text), ..part.clone() });
        }
        println!("{outcome:#?} {}", outcome.summary());
    }
}
