//! Small words that end a noun phrase: prepositions, articles, pronouns, auxiliaries, conjunctions.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::token::Tokens;

const ENGLISH: &str = "a an the this that these those his her its their our my your whose which who whom what \
    of in on at by for from to with without within into onto over under after before during between among against \
    near around about since until till than through toward towards across along off out up down as like per via \
    and or but nor so yet if because while when where whereas although though \
    is are was were be been being am has have had having do does did will would shall should can could may might must \
    he she it they we you i him them us me one's himself themselves \
    not no never also just only still already then there here now later earlier ago both either neither each every all any";

const FRENCH: &str = "un une le la les l des du de d au aux ce cet cette ces son sa ses leur leurs notre nos mon ma mes \
    qui que qu quoi dont ou et mais donc or ni car si \
    a dans en sur sous par pour avec sans chez vers entre contre depuis pendant apres avant lors durant selon \
    est sont etait etaient ete etre fut furent sera seront avoir ont avait avaient eu aura il elle ils elles on nous vous se s y \
    ne n pas plus moins tres aussi encore deja alors quand lorsque comme tandis puis c j";

const ARABIC: &str =
    "في من على الي عن مع بعد قبل خلال منذ ان التي الذي الذين هو هي هم كان كانت قد لم لا ما او ثم";

static WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| [ENGLISH, FRENCH, ARABIC].into_iter().flat_map(str::split_whitespace).collect());

/// Whether word `i` is a small word of English, French or Arabic.
pub(super) fn is_function_word(tokens: &Tokens<'_>, i: usize) -> bool {
    WORDS.contains(tokens.word(i))
}

/// Whether word `i` exists and is a noun, verb, adjective or name rather than a small word.
pub(super) fn is_content(tokens: &Tokens<'_>, i: usize) -> bool {
    i < tokens.len() && !is_function_word(tokens, i)
}
