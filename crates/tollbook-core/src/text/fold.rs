//! Words as they are compared: folded, without accents.

/// The folded words of a text, in order: runs of letters, digits and combining marks. Apostrophes, hyphens and points
/// separate ("d'un" is two words, "U.S." is two); digits and letters do not ("7th" is one).
pub fn folded_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !is_word_char(c)).filter(|word| !word.is_empty()).map(fold)
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Marks that belong to the letter before them: Latin combining accents, Arabic vowel signs.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}')
}

/// How words are compared: lower case; Latin letters without accents, composed or not
/// ("Élysée" → "elysee"); Arabic without vowel signs and with one form of alif, ya and ta marbuta;
/// Arabic and Persian digits as 0–9.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ì'..='ï' | 'ī' | 'ı' => folded.push('i'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ğ' => folded.push('g'),
            'ş' | 'š' | 'ś' => folded.push('s'),
            'ž' | 'ź' | 'ż' => folded.push('z'),
            'ł' => folded.push('l'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ی' | 'ئ' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ؤ' => folded.push('و'),
            'ک' => folded.push('ك'),
            '٠'..='٩' => push_digit(&mut folded, c, '٠'),
            '۰'..='۹' => push_digit(&mut folded, c, '۰'),
            // Lower-casing "İ" leaves a combining dot behind.
            c if is_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

fn push_digit(folded: &mut String, digit: char, zero: char) {
    let value = u32::from(digit) - u32::from(zero);
    folded.extend(char::from_digit(value, 10));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_a_reader_would() {
        let words = |text| folded_words(text).collect::<Vec<_>>();
        assert_eq!(words("Thirteen soldiers, d’un 7th"), ["thirteen", "soldiers", "d", "un", "7th"]);
        assert_eq!(words("U.S.-led"), ["u", "s", "led"]);
        assert_eq!(words("l'Élysée e\u{301}te\u{301} blessé"), ["l", "elysee", "ete", "blesse"]);
        assert_eq!(words("١٣ جنديًّا"), ["13", "جنديا"]);
        assert_eq!(words("İzmir"), ["izmir"]);
        assert!(words(" …—“”").is_empty());
    }
}
