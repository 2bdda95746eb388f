//! Posts of an account, as Facebook and Instagram export them in `your_posts_1.json` and `posts_1.json`. The titles of
//! Facebook say only that something was posted; those of Instagram are the text.

use serde_json::Value;

use super::json::text_of;
use super::mapping::epoch;
use crate::reading::download::Part;

/// Whether a record is a post, with or without words.
pub(super) fn is_post(record: &Value) -> bool {
    is_of_pictures(record)
        || record.get("timestamp").is_some_and(Value::is_number)
            && ["data", "attachments"].iter().any(|key| record.get(key).is_some_and(Value::is_array))
}

/// Whether a record is a post of Instagram: pictures, each with the time at which it was made.
fn is_of_pictures(record: &Value) -> bool {
    let pictures = record.get("media").and_then(Value::as_array);
    pictures
        .is_some_and(|all| !all.is_empty() && all.iter().all(|one| one.get("creation_timestamp").is_some()))
}

/// A post as an article. A post of pictures has what is said of them as its text.
pub(super) fn post(record: &Value) -> Part {
    if is_of_pictures(record) {
        let pictures = || record.get("media").and_then(Value::as_array).into_iter().flatten();
        // A post of several pictures states for itself what one picture states for its post.
        let first =
            |key: &str| std::iter::once(record).chain(pictures()).find_map(|one| one.get(key)).cloned();
        let seconds = first("creation_timestamp").map(|seconds| seconds.to_string()).unwrap_or_default();
        let text = first("title").map(|title| text_of(&title)).unwrap_or_default();
        return Part { date: epoch(&seconds).unwrap_or_default(), number: seconds, text, ..Part::default() };
    }
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
