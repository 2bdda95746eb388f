//! Messages of a chat, as Telegram's program saves them in `result.json`.

use serde_json::{Map, Value};

use crate::reading::download::Part;

/// Whether a record is a message of a chat, of whatever kind.
pub(super) fn is_message(record: &Value) -> bool {
    let kind = record.get("type").and_then(Value::as_str);
    matches!(kind, Some("message" | "service"))
        && record.get("id").is_some_and(Value::is_number)
        && (record.get("text").is_some()
            || record.get("date_unixtime").is_some()
            || record.get("action").is_some())
}

/// A message as an article, with the chat's name as its source; `None` for what the program notes by itself ("joined
/// the group").
pub(super) fn message(record: &Value, chat: &Map<String, Value>) -> Option<Part> {
    if record.get("type").and_then(Value::as_str) != Some("message") {
        return None;
    }
    let string = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("").to_owned();
    let of = |key: &str| string(record.get(key));
    let name = string(chat.get("name"));
    let from = of("from");
    let id = record.get("id").map(Value::to_string).unwrap_or_default();
    let chat_id = chat.get("id").map(Value::to_string).unwrap_or_default();
    let mut part = Part {
        date: of("date"),
        source: if name.is_empty() { from.clone() } else { name },
        number: format!("{chat_id}:{id}"),
        text: text(record),
        ..Part::default()
    };
    let author = of("author");
    part.byline = if author.is_empty() && from != part.source { from } else { author };
    for (label, key) in [("Forwarded from", "forwarded_from"), ("Edited", "edited"), ("File", "file_name")] {
        part.add(label, &of(key));
    }
    Some(part)
}

/// The text: a string, or strings and marked pieces one after the other.
fn text(record: &Value) -> String {
    let piece = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Object(marked) => marked.get("text").and_then(Value::as_str).unwrap_or("").to_owned(),
        _ => String::new(),
    };
    let whole = |value: &Value| match value {
        Value::Array(pieces) => pieces.iter().map(piece).collect(),
        other => piece(other),
    };
    let text: String = record.get("text").map(whole).unwrap_or_default();
    if text.trim().is_empty() { record.get("text_entities").map(whole).unwrap_or_default() } else { text }
}
