//! Small widgets that several panels share.

pub mod catalogue;
pub mod choose;
pub mod draft;
pub mod icon;
pub mod known;
pub mod row;
pub mod typed;

/// A word of the closed lists as it begins a label: `killed` → `Killed`.
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1 claim`, `2 claims`.
pub fn number_of(n: usize, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{} {thing}s", grouped(n)) }
}

/// A number with its thousands apart: `10,000`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A difference with its sign: `+3`, `−1`, `0`.
pub fn signed(difference: i64) -> String {
    format!("{difference:+}").replace('-', "−").replace("+0", "0")
}
