//! A chat as text: as WhatsApp exports it, each message with its time and its sender before it ("12/03/2018, 20:41 - Name:
//! …", "[12.03.18, 20:41:03] Name: …"), and as it is copied out of Telegram's program ("Name, [12.03.2018 20:41]" on a
//! line above each message).

use super::line::{Line, join_paragraphs};
use super::part::{Dialect, Part};

/// Longer words before a colon are no sender, in characters.
const LONGEST_NAME: usize = 60;
/// Marks of direction, which programs put before numbers and before what they note themselves.
const MARKS: [char; 6] = ['\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{feff}'];

/// A chat as text.
#[derive(Default)]
pub(super) struct Chat {
    /// Whether the days of dates in digits stand before the months, where the dates tell.
    day_first: Option<bool>,
}

impl Chat {
    /// The layout of the chat that begins with these lines.
    pub fn new(lines: &[Line]) -> Self {
        let (mut days, mut months) = (false, false);
        for [first, second, _] in lines.iter().filter_map(|line| Some(stamp(&line.text)?.date)) {
            days |= first > 12 && second <= 12;
            months |= second > 12 && first <= 12;
        }
        Self { day_first: (days != months).then_some(days) }
    }
}

impl Dialect for Chat {
    fn name(&self) -> &'static str {
        "a chat"
    }

    fn begins(&mut self, line: &Line) -> bool {
        stamp(&line.text).is_some()
    }

    fn article(&self, lines: &[Line]) -> Option<Part> {
        let stamp = stamp(&lines[0].text)?;
        // What the program notes by itself ("joined the group") has no sender.
        let (name, first) = stamp.sender()?;
        let mut message = lines.to_vec();
        if first.is_empty() {
            message.remove(0);
        } else {
            first.clone_into(&mut message[0].text);
        }
        let text = join_paragraphs(&message);
        Some(Part {
            date: stamp.day(self.day_first),
            source: name.to_owned(),
            // "<Media omitted>", and notes that begin with a mark of direction, stand in place of a picture.
            text: if is_note(&text) { String::new() } else { text },
            ..Part::default()
        })
    }
}

/// Whether lines are of a chat: the first has a time, and two have a sender, too.
pub(super) fn is_chat(lines: &[Line]) -> bool {
    let has_sender = |line: &&Line| stamp(&line.text).is_some_and(|stamp| stamp.sender().is_some());
    lines.first().is_some_and(|line| stamp(&line.text).is_some())
        && lines.iter().filter(has_sender).nth(1).is_some()
}

/// Whether the first line of a file has the form of a message.
pub(in crate::reading) fn begins_as_chat(first: &[u8]) -> bool {
    let text = first[..first.len().min(1024)].trim_ascii_start();
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    stamp(String::from_utf8_lossy(line).trim()).is_some()
}

fn is_note(text: &str) -> bool {
    if text.starts_with(MARKS) {
        return true;
    }
    // "<Media omitted>", "IMG-20161123-WA0001.jpg (file attached)".
    let attached = text.split_once(" (").is_some_and(|(file, rest)| {
        let end = file.rsplit_once('.').map_or("", |(_, end)| end);
        rest.ends_with(')') && !file.contains(' ') && (2..=4).contains(&end.len())
    });
    !text.contains('\n') && (text.starts_with('<') && text.ends_with('>') || attached)
}

/// The time of a message, and what stands beside it.
struct Stamp<'l> {
    /// The three numbers of its date, in the order in which they stand.
    date: [u32; 3],
    separator: char,
    /// The hour and what follows it.
    time: String,
    /// The sender, where he stands before the time.
    name: &'l str,
    /// What stands behind the time.
    rest: &'l str,
}

impl<'l> Stamp<'l> {
    /// The sender and the first words of the message.
    fn sender(&self) -> Option<(&'l str, &'l str)> {
        let found = if self.name.is_empty() {
            let (name, rest) = self.rest.split_once(':')?;
            // "12:30" in a note of the program is no sender.
            if !rest.is_empty() && !rest.starts_with([' ', '\u{a0}']) {
                return None;
            }
            (name.trim_matches(MARKS).trim(), rest.trim())
        } else {
            (self.name, self.rest)
        };
        (!found.0.is_empty() && found.0.chars().count() <= LONGEST_NAME).then_some(found)
    }

    /// The day and time; with the day in digits as written where nothing tells whether it or the month stands first.
    fn day(&self, day_first: Option<bool>) -> String {
        let [first, second, third] = self.date;
        let century = |year: u32| if year < 100 { year + 2000 } else { year };
        let day_first = day_first.or((self.separator == '.').then_some(true));
        let (year, month, day) = match day_first {
            _ if first > 31 => (first, second, third),
            Some(true) => (century(third), second, first),
            Some(false) => (century(third), first, second),
            None if first == second => (century(third), first, second),
            None => return format!("{first:02}{0}{second:02}{0}{1}", self.separator, century(third)),
        };
        format!("{year}-{month:02}-{day:02} {}", self.time)
    }
}

/// The time in a line that begins a message.
fn stamp(line: &str) -> Option<Stamp<'_>> {
    let line = line.trim_start_matches(MARKS);
    let (name, inside, rest) = if let Some(inside) = line.strip_prefix('[') {
        let (inside, rest) = inside.split_once(']')?;
        ("", inside, rest)
    } else if let Some((name, inside)) = line.strip_suffix(']').and_then(|line| line.rsplit_once(", [")) {
        (name, inside, "")
    } else {
        let (inside, rest) = line.split_once(" - ")?;
        ("", inside, rest)
    };
    if inside.len() > 80 {
        return None;
    }
    let inside: String = inside.chars().filter(|c| !MARKS.contains(c)).map(in_ascii).collect();
    let number = |text: &str| -> Option<(u32, usize)> {
        let length = text.bytes().take_while(u8::is_ascii_digit).count();
        Some((text.get(..length)?.parse().ok().filter(|_| matches!(length, 1 | 2 | 4))?, length))
    };
    let (first, length) = number(&inside)?;
    let separator = inside[length..].chars().next().filter(|c| matches!(c, '/' | '.' | '-'))?;
    let after = inside[length..].strip_prefix(separator)?;
    let (second, length) = number(after)?;
    let after = after[length..].strip_prefix(separator)?;
    let (third, length) = number(after)?;
    // A year stands at one end, and at least one of the other two is a month.
    let is_date = if first > 31 {
        (1990..2100).contains(&first) && (1..=12).contains(&second) && (1..=31).contains(&third)
    } else {
        (1..=31).contains(&first)
            && (1..=31).contains(&second)
            && (first <= 12 || second <= 12)
            && (third < 100 || (1990..2100).contains(&third))
    };
    // ", " or a word such as "at" before the time.
    let between = after[length..].find(|c: char| c.is_ascii_digit()).filter(|at| (1..=8).contains(at))?;
    let time = &after[length + between..];
    let (hour, digits) = number(time).filter(|(_, digits)| *digits <= 2)?;
    let minutes = time[digits..].strip_prefix([':', '.'])?;
    let (minute, digits) = number(minutes).filter(|(_, digits)| *digits == 2)?;
    let half = minutes[digits..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ':').trim();
    let is_time = hour < 24 && minute < 60 && half.chars().count() <= 6;
    let time = format!("{hour:02}:{minute:02}{}", &minutes[digits..]);
    (is_date && is_time).then(|| Stamp {
        date: [first, second, third],
        separator,
        time,
        name,
        rest: rest.trim(),
    })
}

/// Digits of Arabic and Persian as those of ASCII, and the spaces that programs write as a space.
fn in_ascii(c: char) -> char {
    let digit = |zero: char| char::from_digit(u32::from(c) - u32::from(zero), 10);
    match c {
        '\u{660}'..='\u{669}' => digit('\u{660}').unwrap_or(c),
        '\u{6f0}'..='\u{6f9}' => digit('\u{6f0}').unwrap_or(c),
        '\u{a0}' | '\u{202f}' => ' ',
        '،' => ',',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    fn messages(chat: &str) -> Vec<(String, String, String)> {
        let (parts, _) = read(chat.as_bytes());
        parts.into_iter().map(|part| (part.date, part.source, part.text)).collect()
    }

    #[test]
    fn messages_of_a_chat_in_the_forms_of_several_systems() {
        for (chat, days) in [
            (
                "12/03/2018 à 20:41 - Marek a créé le groupe\n12/03/2018 à 20:44 - Marek: Deux morts\nau pont\n13/03/2018 à 07:02 - Aline: <Médias omis>\n13/03/2018 à 07:03 - Aline: Route fermée\n",
                ["2018-03-12", "2018-03-13"],
            ),
            (
                "[23.11.16, 18:02:11] Ruth: Deux morts\r\nau pont\r\n[24.11.16, 07:30:01] \u{200e}Ruth: \u{200e}image omitted\r\n\u{200e}[24.11.16, 07:30:01] Marek: Route fermée\r\n",
                ["2016-11-23", "2016-11-24"],
            ),
            (
                "3/25/18, 8:41 PM - Ruth: Deux morts\nau pont\n4/2/18, 7:02 AM - Marek: Route fermée\n",
                ["2018-03-25", "2018-04-02"],
            ),
            (
                "2018-03-12, 20:41 - Ruth: Deux morts\nau pont\n2018-04-02, 07:02 - Marek: Route fermée\n",
                ["2018-03-12", "2018-04-02"],
            ),
            (
                "[٢٣\u{200f}/٣\u{200f}/٢٠١٨، ٨:٤١:٠٣ م] ماري: Deux morts\nau pont\n[٢\u{200f}/٤\u{200f}/٢٠١٨، ٨:٤١:٠٣ م] ماري: Route fermée\n",
                ["2018-03-23", "2018-04-02"],
            ),
            (
                "Ruth T, [12.03.2018 20:41]\nDeux morts\nau pont\n\nMarek, [02.04.2018 07:02]\nRoute fermée\n",
                ["2018-03-12", "2018-04-02"],
            ),
        ] {
            let found = messages(chat);
            let dates: Vec<&str> = found.iter().filter_map(|(date, ..)| date.get(..10)).collect();
            assert_eq!(dates, days, "{chat}");
            let texts: Vec<&str> = found.iter().map(|(.., text)| text.as_str()).collect();
            assert_eq!(texts, ["Deux morts\nau pont", "Route fermée"], "{chat}");
        }
    }

    #[test]
    fn days_that_nothing_decides_stay_as_written() {
        let found = messages("03/04/18, 20:41 - Ruth: One\n05/06/18, 20:41 - Ruth: Two\n");
        assert_eq!(found[0].0, "03/04/2018");
    }

    #[test]
    fn reports_that_begin_with_a_time_are_no_chats() {
        for text in [
            "12/03/2018 20:41 - Karsa\nTwo soldiers were killed: one at the bridge.\n",
            "[12/03/2018] Minister: nobody was hurt.\n[13/03/2018] Minister: two were.\n",
            "Karsa, 12 March 2018 - The army said: nobody was hurt.\n",
        ] {
            assert!(super::super::read_text(text.as_bytes(), &mut |_| true).unwrap().is_none(), "{text}");
        }
    }
}
