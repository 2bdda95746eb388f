//! Digests of mailing lists: many messages in the text of one (RFC 1153).

use mailparse::ParsedMail;

/// The messages of a digest, each with its header fields; none of a message that is no digest.
pub(super) fn messages(mail: &ParsedMail<'_>) -> Vec<String> {
    let Some(body) = mail.parts().find(|part| part.ctype.mimetype == "text/plain") else { return Vec::new() };
    let Ok(body) = body.get_body_raw() else { return Vec::new() };
    // Few messages are digests, and only these have such rules.
    if memchr::memmem::find(&body, b"\n----------------------------").is_none() {
        return Vec::new();
    }
    let text = String::from_utf8(body).unwrap_or_else(|error| super::decoded(error.as_bytes(), None));
    let is_rule = |line: &str| matches!(line.len(), 28..=30 | 70) && line.bytes().all(|b| b == b'-');
    let mut blocks = vec![String::new()];
    for line in text.lines() {
        if is_rule(line.trim_end()) {
            blocks.push(String::new());
        } else if let Some(block) = blocks.last_mut() {
            block.push_str(line.trim_end());
            block.push('\n');
        }
    }
    // What stands above the first rule is the table of contents.
    let messages: Vec<String> = blocks.iter().skip(1).filter_map(|block| message(block)).collect();
    if messages.len() > 1 { messages } else { Vec::new() }
}

/// A block without the line that numbers it, where header fields begin it.
fn message(block: &str) -> Option<String> {
    let block = block.trim_start_matches('\n');
    let block = match block.split_once('\n') {
        Some((first, rest)) if first.starts_with("Message:") => rest,
        _ => block,
    };
    let header = block.split("\n\n").next().unwrap_or_default();
    let has = |name: &str| {
        header
            .lines()
            .any(|line| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
    };
    let is_header = header.lines().all(|line| line.starts_with([' ', '\t']) || line.contains(':'));
    (is_header && has("from:") && (has("date:") || has("subject:"))).then(|| block.to_owned())
}
