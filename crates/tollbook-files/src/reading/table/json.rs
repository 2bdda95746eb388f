//! The records of a JSON file, one after the other: lines of objects, a list of objects, or lists inside an object, as in
//! Telegram's `result.json`.

use serde_json::{Map, Value};

use super::mapping::{Role, rank};
use crate::reading::download::LARGEST_PART;

/// How the files of an archive of Twitter or X begin: `window.YTD.tweets.part0 = [`.
pub(super) const ASSIGNED: &str = "window.YTD.";

/// A text without the assignment that such a file begins with.
pub(super) fn without_assignment(text: &str) -> &str {
    let is_assigned = text.trim_start().starts_with(ASSIGNED);
    text.split_once('=').filter(|_| is_assigned).map_or(text, |(_, value)| value.trim_start())
}

/// No record of an article has so many values; each takes up to a hundred times the memory of its text.
const MOST_VALUES: usize = 200_000;

/// What stands open around a place in the file.
#[derive(Debug)]
struct Open {
    is_list: bool,
    /// The key that it is the value of.
    key: String,
}

/// Finds the records of a JSON text that comes in pieces. Memory is bounded by the largest record.
pub(super) struct Records {
    open: Vec<Open>,
    /// Whether the objects at the top are themselves the records.
    lines: bool,
    in_string: bool,
    escaped: bool,
    /// The string or number being read outside of records.
    word: String,
    /// The last string, which is a key if a colon follows.
    key: String,
    is_value: bool,
    /// The text of the record being read, and how deep inside it is.
    record: String,
    depth: usize,
    /// The objects, lists and values of the record so far.
    values: usize,
    too_large: bool,
    /// Records left out because of their size, or because they are no valid JSON.
    pub skipped_large: u64,
    pub skipped_broken: u64,
    /// Names that stand outside of the records: "name" and "id" of a chat.
    pub context: Map<String, Value>,
}

impl Records {
    /// `lines` says that the objects at the top are the records.
    pub fn new(lines: bool) -> Self {
        Self {
            open: Vec::new(),
            lines,
            in_string: false,
            escaped: false,
            word: String::new(),
            key: String::new(),
            is_value: false,
            record: String::new(),
            depth: 0,
            values: 0,
            too_large: false,
            skipped_large: 0,
            skipped_broken: 0,
            context: Map::new(),
        }
    }

    /// Takes in a piece; `on` receives each record with the names outside of it, and stops with `false`.
    pub fn feed(&mut self, piece: &str, on: &mut dyn FnMut(Value, &Map<String, Value>) -> bool) -> bool {
        for c in piece.chars() {
            if self.depth > 0 {
                if !self.inside(c, on) {
                    return false;
                }
            } else {
                self.outside(c);
            }
        }
        true
    }

    /// Whether the file ended in the middle of something.
    pub fn is_cut(&self) -> bool {
        self.depth > 0 || !self.open.is_empty()
    }

    fn inside(&mut self, c: char, on: &mut dyn FnMut(Value, &Map<String, Value>) -> bool) -> bool {
        if self.record.len() < LARGEST_PART * 2 && self.values < MOST_VALUES {
            self.record.push(c);
        } else {
            self.too_large = true;
        }
        if self.in_string {
            if self.escaped {
                self.escaped = false;
            } else if c == '\\' {
                self.escaped = true;
            } else if c == '"' {
                self.in_string = false;
            }
            return true;
        }
        match c {
            '"' => self.in_string = true,
            '{' | '[' => self.depth += 1,
            '}' | ']' => self.depth -= 1,
            _ => {}
        }
        self.values += usize::from(matches!(c, '{' | '[' | ','));
        if self.depth > 0 {
            return true;
        }
        self.values = 0;
        let record = std::mem::take(&mut self.record);
        if std::mem::take(&mut self.too_large) {
            self.skipped_large += 1;
            return true;
        }
        match serde_json::from_str(&record) {
            Ok(value) => on(value, &self.context),
            Err(_) => {
                self.skipped_broken += 1;
                true
            }
        }
    }

    fn outside(&mut self, c: char) {
        const LONGEST_WORD: usize = 4096;
        if self.in_string {
            if self.word.len() < LONGEST_WORD {
                self.word.push(c);
            }
            if self.escaped {
                self.escaped = false;
            } else if c == '\\' {
                self.escaped = true;
            } else if c == '"' {
                self.in_string = false;
                if self.is_value {
                    self.value();
                } else {
                    self.key = serde_json::from_str(&self.word).unwrap_or_default();
                    self.word.clear();
                }
            }
            return;
        }
        match c {
            '"' => {
                self.word.clear();
                self.word.push(c);
                self.in_string = true;
            }
            ':' => self.is_value = true,
            ',' => {
                self.value();
                self.key.clear();
                self.is_value = false;
            }
            '{' if self.is_record() => {
                self.record.push(c);
                self.depth = 1;
                self.is_value = false;
            }
            '{' | '[' => {
                // A file of brackets alone is not followed into the depth.
                if self.open.len() < 64 {
                    self.open.push(Open { is_list: c == '[', key: std::mem::take(&mut self.key) });
                }
                self.is_value = false;
            }
            '}' | ']' => {
                self.value();
                self.open.pop();
                self.is_value = false;
            }
            _ if !c.is_whitespace() && self.is_value && self.word.len() < LONGEST_WORD => self.word.push(c),
            _ => {}
        }
    }

    /// An object is a record if it stands at the top of a file of lines, or in a list; a list of chats holds lists itself.
    fn is_record(&self) -> bool {
        match self.open.last() {
            None => self.lines,
            Some(open) => {
                let of_chats = open.key == "list"
                    && self.open.iter().any(|open| open.key == "chats" || open.key == "left_chats");
                open.is_list && !of_chats
            }
        }
    }

    fn value(&mut self) {
        let word = std::mem::take(&mut self.word);
        let in_object = self.open.last().is_some_and(|open| !open.is_list);
        if self.is_value
            && in_object
            && !self.key.is_empty()
            && (self.context.len() < 64 || self.context.contains_key(&self.key))
            && let Ok(value) = serde_json::from_str(&word)
        {
            self.context.insert(self.key.clone(), value);
        }
    }
}

/// Whether a text that begins with `first` is JSON, and if so whether the objects at its top are the records.
pub(super) fn shape(first: &str) -> Option<bool> {
    let start = first.trim_start_matches('\u{feff}').trim_start();
    if let Some(rest) = start.strip_prefix('[') {
        let rest = rest.trim_start();
        return (rest.starts_with('{') || rest.is_empty()).then_some(false);
    }
    if !start.starts_with('{') || !start[1..].trim_start().starts_with(['"', '}']) {
        return None;
    }
    // Another object after the first: lines of objects.
    let mut stream = serde_json::Deserializer::from_str(start).into_iter::<Value>();
    match stream.next() {
        Some(Ok(Value::Object(object))) => {
            let rest = start[stream.byte_offset()..].trim_start();
            // An article with a list of its authors is one record.
            let is_text = |(key, value): (&String, &Value)| {
                rank(key, Role::Text).is_some() && value.as_str().is_some_and(|text| text.len() > 40)
            };
            let is_record = object.iter().any(is_text);
            let holds_list = !is_record && object.values().any(|value| holds_list(value, 4));
            Some(rest.starts_with('{') || !holds_list && !object.contains_key("chats"))
        }
        _ => Some(false),
    }
}

/// Whether a value is or holds a list of records: `{"response": {"results": [{…}]}}`.
fn holds_list(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(list) => list.iter().any(Value::is_object),
        Value::Object(object) if depth > 0 => object.values().any(|value| holds_list(value, depth - 1)),
        _ => false,
    }
}

/// The fields of a record as text: `{"source": {"name": "X"}}` has a field `source.name`.
pub(super) fn fields(record: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    flatten(record, "", 0, &mut fields);
    fields
}

fn flatten(value: &Value, name: &str, depth: usize, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) if depth < 4 => {
            for (key, value) in object {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                flatten(value, &name, depth + 1, fields);
            }
        }
        Value::Array(list) => {
            let words: Vec<String> = list.iter().map(text_of).filter(|word| !word.is_empty()).collect();
            // Paragraphs of a text, or a list of names.
            let long = words.iter().any(|word| word.chars().count() > 100);
            fields.push((name.to_owned(), words.join(if long { "\n\n" } else { "; " })));
        }
        Value::Null => {}
        other => fields.push((name.to_owned(), text_of(other))),
    }
}

pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => decoded_twice(text).unwrap_or_else(|| text.clone()),
        Value::Null | Value::Array(_) => String::new(),
        Value::Object(object) => {
            let named =
                ["name", "text", "title", "value", "post"].iter().find_map(|key| object.get(*key)?.as_str());
            named.map(|text| decoded_twice(text).unwrap_or_else(|| text.to_owned())).unwrap_or_default()
        }
        other => other.to_string(),
    }
}

/// A text of which every byte of its UTF-8 was written as a character of its own, as Facebook exports it: "Ã©" for "é".
fn decoded_twice(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    String::from_utf8(bytes?).ok()
}
