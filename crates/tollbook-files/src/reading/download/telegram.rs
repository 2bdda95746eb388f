//! A chat of Telegram, as its program saves it in web pages (`messages.html`): each message is an element of its own.

use super::line::{Line, Tag, join_paragraphs, on_one_line};
use super::part::{Dialect, Part};

/// Whether lines are of such a page.
pub(super) fn is_telegram(lines: &[Line]) -> bool {
    lines.iter().any(|line| message(line).is_some_and(|tag| has_class(tag, "default")))
        && lines.iter().any(|line| line.within.iter().any(|tag| has_class(tag, "chat_page")))
}

/// The chat's name, and the message that the line before stands in.
#[derive(Default)]
pub(super) struct Telegram {
    chat: String,
    message: Option<u32>,
}

impl Dialect for Telegram {
    fn name(&self) -> &'static str {
        "Telegram"
    }

    fn begins(&mut self, line: &Line) -> bool {
        if self.chat.is_empty() && line.inside("page_header").is_some() {
            self.chat.clone_from(&line.text);
        }
        let message = message(line).map(|tag| tag.serial);
        message != std::mem::replace(&mut self.message, message)
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        // What the program notes by itself ("joined the group") is no message.
        let message = lines.iter().find_map(message).filter(|tag| has_class(tag, "default"))?;
        let is_forwarded = |line: &Line| line.inside("forwarded").is_some();
        let own = |class: &str| -> Vec<Line> {
            let is_own = |line: &&Line| within_class(line, class) && !is_forwarded(line);
            lines.iter().filter(is_own).cloned().collect()
        };
        let date = lines.iter().filter(|line| !is_forwarded(line)).find_map(|line| {
            let tag = line.within.iter().find(|tag| has_class(tag, "date") && !tag.title.is_empty())?;
            Some(tag.title.clone())
        });
        let text: Vec<Line> = lines.iter().filter(|line| within_class(line, "text")).cloned().collect();
        let from = on_one_line(&own("from_name"));
        let signature = on_one_line(&own("signature"));
        let mut part = Part {
            date: date.unwrap_or_default(),
            source: if self.chat.is_empty() { from.clone() } else { self.chat.clone() },
            byline: if signature.is_empty() && from != self.chat { from } else { signature },
            number: format!("{}:{}", self.chat, message.id.trim_start_matches("message")),
            text: join_paragraphs(&text),
            ..Part::default()
        };
        let forwarded: Vec<Line> = lines
            .iter()
            .filter(|line| is_forwarded(line) && within_class(line, "from_name"))
            .cloned()
            .collect();
        part.add("Forwarded from", &on_one_line(&forwarded));
        Some(part)
    }
}

/// The message that a line stands in.
fn message(line: &Line) -> Option<&Tag> {
    let is_message = |tag: &&Tag| has_class(tag, "message") && tag.id.starts_with("message");
    line.within.iter().map(AsRef::as_ref).find(is_message)
}

fn has_class(tag: &Tag, class: &str) -> bool {
    tag.class.split_whitespace().any(|own| own == class)
}

fn within_class(line: &Line, class: &str) -> bool {
    line.within.iter().any(|tag| has_class(tag, class))
}
