//! Where a line's end ends a paragraph: titles, lists and paragraphs that no blank line parts from what follows.
//!
//! Text broken at some width has an end of line wherever the next word would not have fitted. An end of line that
//! left room for the next word was meant.

/// Wider lines were not broken at a width.
const WIDEST: usize = 110;

/// Narrower columns do not occur, so that each line stands by itself.
const NARROWEST: usize = 25;

/// The head of an article has no more lines.
const HEAD_LINES: usize = 6;

/// A line with what decides whether its end was meant.
struct Line<'t> {
    words: &'t str,
    /// The byte of its line break.
    end: usize,
    /// In characters.
    length: usize,
}

/// The bytes of the line breaks that end a paragraph though no blank line follows.
pub fn paragraph_ends(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut block: Vec<Line<'_>> = Vec::new();
    let mut start = 0;
    let mut head = true;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let end = start + line.len() - usize::from(line.ends_with('\n'));
        start += line.len();
        if words.is_empty() {
            ends_in_block(&block, head, &mut found);
            head &= block.is_empty();
            block.clear();
        } else {
            block.push(Line { words, end, length: words.chars().count() });
        }
    }
    ends_in_block(&block, head, &mut found);
    found
}

/// The first block of a text may begin with the `head` of an article.
fn ends_in_block(block: &[Line<'_>], head: bool, found: &mut Vec<usize>) {
    // An address without a space tells nothing of the width.
    let spaced = block.iter().filter(|line| line.words.contains(' '));
    let width = spaced.map(|line| line.length).max().unwrap_or(0);
    let headed = if head { lines_of_head(block, width) } else { 0 };
    found.extend(block[..headed].iter().map(|line| line.end));
    for pair in block[headed..].windows(2) {
        if let [line, next] = pair
            && ends_paragraph(line, next, width)
        {
            found.push(line.end);
        }
    }
}

/// How many lines at the head of an article stand by themselves: a headline and the name of a paper, up to a date with
/// its year. Where the word after the date would not have fitted beside it, running text may only be broken there.
fn lines_of_head(block: &[Line<'_>], width: usize) -> usize {
    let titled = |line: &&Line<'_>| {
        let first = line.words.chars().find(|c| c.is_alphanumeric());
        // "died in Gorda on", "murió el 3 de": it goes on.
        let last = line.words.rsplit(' ').next().unwrap_or("");
        let small = last.chars().count() <= 3 && last.chars().all(char::is_lowercase);
        line.words.chars().any(char::is_lowercase)
            && first.is_some_and(|c| !c.is_lowercase())
            && !small
            && line.length <= WIDEST
            && !line.words.ends_with(['.', '!', ':', ';', ',', '…', '-', '–'])
    };
    let lines = block.iter().take(HEAD_LINES).take_while(titled).count();
    let Some(date) = block[..lines].iter().position(|line| is_date(line.words)).filter(|at| *at > 0) else {
        return 0;
    };
    let fits = block.get(date + 1).is_none_or(|next| {
        let word = next.words.split(' ').next().unwrap_or("").chars().count();
        block[date].length + 1 + word <= width && !next.words.starts_with(char::is_lowercase)
    });
    if fits { (date + 1).min(block.len() - 1) } else { 0 }
}

/// Whether a line is a date with its year at one end: "Sunday, October 30, 1983", "12 de mayo de 2021".
fn is_date(words: &str) -> bool {
    let parts: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number = |part: &&str| part.parse::<u32>().ok();
    let year = |part: Option<&&str>| part.and_then(number).is_some_and(|n| (1800..2100).contains(&n));
    let numbers: Vec<u32> = parts.iter().filter_map(number).collect();
    parts.len() <= 6
        && (year(parts.first()) || year(parts.last()))
        && matches!(numbers.len(), 2 | 3)
        && numbers.iter().filter(|n| **n <= 31).count() == numbers.len() - 1
}

fn ends_paragraph(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    // A row of a table has tabs between its cells.
    if is_item(next.words) || line.words.contains('\t') || next.words.contains('\t') {
        return true;
    }
    // "Killed: 1,341".
    let figure = line.words.rsplit_once(": ").map(|(_, figure)| figure);
    let labelled = figure.is_some_and(|figure| {
        figure.starts_with(|c: char| c.is_numeric())
            && figure.chars().all(|c| c.is_numeric() || matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}'))
    });
    let first = next.words.chars().find(|c| c.is_alphanumeric());
    let goes_on = line.words.ends_with([',', '،', ';', '-', '–', '—', '(', '/']);
    if first.is_none_or(char::is_lowercase) || goes_on {
        return false;
    }
    if labelled || !(NARROWEST..=WIDEST).contains(&width) {
        return true;
    }
    let next_word = next.words.split(' ').next().unwrap_or("").chars().count();
    // Without small letters a word's first says nothing, and only much room does.
    let room = if line.words.chars().any(char::is_lowercase) { width / 6 } else { width / 3 };
    line.length + 1 + next_word + room <= width
}

/// Whether a line is an entry of a list.
fn is_item(words: &str) -> bool {
    if words.starts_with(['•', '·', '▪', '●', '■', '‣', '◦']) {
        return true;
    }
    let rest = words.strip_prefix(['-', '–', '*']).and_then(|rest| rest.strip_prefix(' '));
    let first = rest.and_then(|rest| rest.trim_start().chars().next());
    first.is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a mark at each line break that ends a paragraph.
    fn marked(text: &str) -> String {
        let mut marked = text.to_owned();
        for end in paragraph_ends(text).into_iter().rev() {
            marked.insert(end, '¶');
        }
        marked
    }

    #[test]
    fn a_line_break_with_room_for_the_next_word_ends_a_paragraph() {
        let wide = "At least four people were killed when a mortar shell hit a market in the old quarter of the town on Monday, the police said.";
        for (text, expected) in [
            (
                "Four killed in market\nA shell hit a market in the old quarter of the town on Monday, officials\nsaid.",
                "Four killed in market¶\nA shell hit a market in the old quarter of the town on Monday, officials\nsaid.",
            ),
            (
                &format!("Market shelled\n{wide}\nOther news"),
                &format!("Market shelled¶\n{wide}¶\nOther news"),
            ),
            // Broken at a width, evenly or not.
            (
                "Officials said that 5 soldiers from the northern\nbarracks were killed, while 14 policemen\nwere wounded.",
                "Officials said that 5 soldiers from the northern\nbarracks were killed, while 14 policemen\nwere wounded.",
            ),
            (
                "THE ARMY SAID THAT FIVE SOLDIERS AND 14 POLICEMEN FROM THE\nNORTHERN BARRACKS WERE KILLED",
                "THE ARMY SAID THAT FIVE SOLDIERS AND 14 POLICEMEN FROM THE\nNORTHERN BARRACKS WERE KILLED",
            ),
            (
                "Those killed are Sergeant Lund,\nCorporal Roth and a driver whose name was not given yet by the army",
                "Those killed are Sergeant Lund,\nCorporal Roth and a driver whose name was not given yet by the army",
            ),
            // Rows of a table.
            (
                "District\tSoldiers killed\tWounded\nGorda\t3\t11\nand Orlivka\t1\t0",
                "District\tSoldiers killed\tWounded¶\nGorda\t3\t11¶\nand Orlivka\t1\t0",
            ),
            // The head of an article.
            (
                "Marines lose four in a hotel siege\nThe Harbour Gazette\nSunday, October 30, 1983\nFour marines died",
                "Marines lose four in a hotel siege¶\nThe Harbour Gazette¶\nSunday, October 30, 1983¶\nFour marines died",
            ),
            (
                "Mueren cuatro guardias en Gorda\nEl Faro Sur\n12 de mayo de 2021\n\nMueren dos",
                "Mueren cuatro guardias en Gorda¶\nEl Faro Sur¶\n12 de mayo de 2021\n\nMueren dos",
            ),
            // Running text that is broken before and behind a date.
            (
                "The patrol that was lost near Gorda was found by shepherds on\nSunday, October 30, 1983\nnear the pass",
                "The patrol that was lost near Gorda was found by shepherds on\nSunday, October 30, 1983\nnear the pass",
            ),
            (
                "Two are dead\n\nOf the soldiers who were wounded near Gorda and Orlivka the last died\nMonday, October 31, 1983\nDoctors said",
                "Two are dead\n\nOf the soldiers who were wounded near Gorda and Orlivka the last died\nMonday, October 31, 1983¶\nDoctors said",
            ),
            ("Since 2013, 61\nDanish troops have died", "Since 2013, 61\nDanish troops have died"),
            // Lists.
            (
                "What is known so far\n- Two are dead\n• Three are hurt",
                "What is known so far¶\n- Two are dead¶\n• Three are hurt",
            ),
            ("The raid\n- the third this week - killed two", "The raid\n- the third this week - killed two"),
        ] {
            assert_eq!(marked(text), expected);
        }
    }
}
