//! Posts of an account, as Facebook exports them in `your_posts_1.json`. Their titles say only that something was posted.

use serde_json::Value;

use super::json::text_of;
use super::mapping::epoch;
use crate::reading::download::Part;

/// Whether a record is a post, with or without words.
pub(super) fn is_post(record: &Value) -> bool {
    record.get("timestamp").is_some_and(Value::is_number)
        && ["data", "attachments"].iter().any(|key| record.get(key).is_some_and(Value::is_array))
}

/// A post as an article. A post of pictures has what is said of them as its text.
pub(super) fn post(record: &Value) -> Part {
    let list = |key: &str| record.get(key).and_then(Value::as_array).into_iter().flatten();
    let attached = || list("attachments").filter_map(|one| one.get("data")?.as_array()).flatten();
    let words = |value: Option<&Value>| value.map(text_of).filter(|text| !text.trim().is_empty());
    let mut texts: Vec<String> = list("data").filter_map(|one| words(one.get("post"))).collect();
    for text in attached().filter_map(|one| words(one.get("media")?.get("description"))) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let seconds = record.get("timestamp").map(Value::to_string).unwrap_or_default();
    Part {
        date: epoch(&seconds).unwrap_or_default(),
        number: seconds,
        text: texts.join("\n\n"),
        ..Part::default()
    }
}
