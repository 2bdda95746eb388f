//! The labels that databases print before their fields, in the languages of their interfaces.

use super::line::Line;

/// A field that many databases have, whatever they call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Title,
    Source,
    Date,
    Byline,
    Section,
    Length,
    Dateline,
    Highlight,
    Body,
    Language,
    Url,
    Number,
    /// Printed after the text, and of no further use here: load date, subjects, kinds of publication.
    After,
}

/// Labels in lower case and with spaces for hyphens, separated by `|`, in English, French, German, Spanish, Italian, Dutch
/// and Portuguese.
const LABELS: [(Field, &str); 13] = [
    (
        Field::Title,
        "headline|title|titre|titel|überschrift|schlagzeile|título|titular|titulo|titolo|kop|manchete",
    ),
    (
        Field::Source,
        "publication title|publication|paper|newspaper|source|titre de la publication|titre de publication|titel der publikation \
         |publikationstitel|título de publicación|título de la publicación|título da publicação \
         |titolo della pubblicazione|titel van publicatie|quelle|fuente|fonte|bron",
    ),
    (
        Field::Date,
        "publication date|date|date de publication|erscheinungsdatum|veröffentlichungsdatum|datum \
         |fecha de publicación|fecha|data di pubblicazione|data|publicatiedatum|data de publicação",
    ),
    (
        Field::Byline,
        "byline|author|authors|auteur|auteurs|autor|autoren|autores|autore|autori|verfasser|signature \
         |door|firma",
    ),
    (
        Field::Section,
        "section|rubrique|rubrik|ressort|sección|seccion|sezione|sectie|rubriek|seção|secção|caderno",
    ),
    (
        Field::Length,
        "length|longueur|länge|laenge|umfang|longitud|extensión|extension|lunghezza|lengte|comprimento \
         |tamanho|extensão",
    ),
    (Field::Dateline, "dateline|lieu|ortsangabe|ort und datum|datación|luogo|plaats|local"),
    (
        Field::Highlight,
        "highlight|abstract|encart|chapeau|résumé|hervorhebung|zusammenfassung|vorspann|resumen|destacado \
         |sommario|riassunto|samenvatting|resumo|insert",
    ),
    (
        Field::Body,
        "body|full text|texte intégral|texte complet|volltext|texto completo|testo completo \
         |testo integrale|volledige tekst|texto integral|inhalt|text|texte|texto|testo|tekst|corps \
         |corps de l'article|corps du texte|hauptteil|haupttext|textkörper|cuerpo|cuerpo del texto|corpo \
         |corpo del testo|corpo do texto|hoofdtekst|inhoud",
    ),
    (
        Field::Language,
        "language|language of publication|langue|langue de publication|sprache|publikationssprache \
         |sprache der publikation|idioma|idioma de la publicación|lengua|lingua|lingua di pubblicazione \
         |taal|taal van publicatie|língua|idioma da publicação|idioma de publicação",
    ),
    (
        Field::Url,
        "url|document url|dauerhafte adresse des dokuments|url du document|dokument url|url del documento|url do documento \
         |url van document|permalink",
    ),
    (
        Field::Number,
        "proquest document id|record number|dokumentnummer|id du document proquest|accession number|acc no|document id|identifiant de document proquest \
         |identificateur de document proquest|proquest dokument id|id del documento de proquest \
         |id del documento proquest|id do documento do proquest|id do documento proquest \
         |proquest document id nummer",
    ),
    (
        Field::After,
        "load date|update|date chargement|date de chargement|ladedatum|aktualisierung|fecha de carga \
         |data di caricamento|laaddatum|data de carregamento|last updated|dernière mise à jour \
         |zuletzt aktualisiert|última actualización|ultimo aggiornamento|laatst bijgewerkt \
         |última atualização|correction|correction date|publication type|type publication \
         |type de publication|publikationstyp|publikation typ|zeitungstyp|tipo de publicación \
         |tipo di pubblicazione|publicatietype|publicatie type|tipo de publicação|source type \
         |type de source|quellentyp|tipo de fuente|tipo di fonte|type bron|tipo de fonte|document type \
         |type de document|dokumenttyp|tipo de documento|tipo di documento|documenttype|type document \
         |document feature|subject|subjects|sujet|thema|themen|schlagwort|tema|temas|materia|argomento \
         |soggetto|onderwerp|assunto|graphic|grafik|graphique|gráfico|grafico|grafiek|illustration \
         |journal code|code revue|zeitschriftencode|publication code|company|company / organization \
         |companies|societe|société|firma / organisation|unternehmen|empresa|empresa / organización \
         |azienda|bedrijf|empresa / organização|organization|organisation|organización|organizzazione \
         |organisatie|organização|person|persons|people|personne|personen|persona|persone|persoon|pessoa \
         |pessoas|gens|gente|geographic|geo localization|localisation geo|location|lieu géographique \
         |geographie|geografisch|geográfico|geografico|ort|lugar|localidad|locatie|industry|industrie \
         |branche|industria|settore|sector|indústria|secteur activite|activity sector|industry / sector \
         |ticker|stock symbol|symbole boursier|country|city|state|distribution|series|serie|série \
         |isbn issn|issn|isbn|copyright|rights|notes|note|pages|page|pages d'impression|seiten|páginas \
         |pagine|first page|number of pages|publication year|année de publication|erscheinungsjahr \
         |año de publicación|anno di pubblicazione|publicatiejaar|ano de publicação|year|année|jahr|año \
         |anno|jaar|ano|publisher|éditeur|verlag|editorial|editore|uitgever|editora|place of publication \
         |lieu de publication|erscheinungsort|lugar de publicación|luogo di pubblicazione \
         |plaats van publicatie|local de publicação|country of publication|pays de publication \
         |erscheinungsland|país de publicación|paese di pubblicazione|land van publicatie \
         |país de publicação|publication subject|sujet de la publication|publication info \
         |detalles de publicación|volume|issue|volumen|número|database|base de données|datenbank \
         |base de datos|banca dati|database proquest|base de dados|links|liens|enlaces \
         |identifier / keyword|narrow subject|broad subject|keywords|mots clés|classification \
         |klassifizierung|clasificación|dissertation/thesis number|document status|credit|name|supplement \
         |column|edition|ausgabe|édition|edición|edizione|editie|edição",
    ),
];

/// A line that begins with a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Labelled<'a> {
    /// The field, if the label is known.
    pub field: Option<Field>,
    /// The label as written, without its colon.
    pub label: &'a str,
    /// What follows; blank if that stands on the next line.
    pub value: &'a str,
}

impl Labelled<'_> {
    /// Whether the label is written in capitals, as databases of text files do.
    pub fn in_capitals(&self) -> bool {
        !self.label.chars().any(char::is_lowercase) && self.label.chars().any(char::is_uppercase)
    }
}

/// The label at the beginning of a line: up to four words of letters before a colon.
pub(super) fn labelled(text: &str) -> Option<Labelled<'_>> {
    let colon = text.char_indices().take(48).find(|(_, c)| matches!(c, ':' | '：'))?;
    let label = text[..colon.0].trim();
    let value = text[colon.0 + colon.1.len_utf8()..].trim();
    let letters = label.chars().all(|c| c.is_alphabetic() || " -'’/.".contains(c) || c == '\u{a0}');
    let fits = letters && label.chars().next().is_some_and(char::is_alphabetic);
    // "http://…" is no field.
    let is_address = value.starts_with("//") || label.contains("//");
    let words = label.split_whitespace().count();
    (fits && !is_address && words <= 6).then(|| Labelled { field: field(label), label, value })
}

/// The field of a label, in any case, with hyphens or spaces.
pub(super) fn field(label: &str) -> Option<Field> {
    let plain = label.to_lowercase().replace(['-', '\u{a0}'], " ").replace('’', "'");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    LABELS
        .iter()
        .find(|(_, labels)| labels.split('|').any(|label| label.trim() == plain))
        .map(|(field, _)| *field)
}

/// Whether a line speaks of copyright: "Copyright …", "© …", "All Rights Reserved" and the like.
pub(super) fn is_copyright(text: &str) -> bool {
    let small: String = text.chars().take(60).collect::<String>().to_lowercase();
    let short = text.chars().count() <= 300;
    let starts = ["copyright", "©", "(c) ", "copr. ", "tous droits réservés", "all rights reserved"];
    let says = [
        "rights reserved",
        "droits réservés",
        "rechte vorbehalten",
        "derechos reservados",
        "diritti riservati",
        "rechten voorbehouden",
        "direitos reservados",
    ];
    short
        && (starts.iter().any(|start| small.starts_with(start))
            || says.iter().any(|said| small.contains(said)))
}

/// Whether a short line can be a date: a year and a day or a month beside few other words.
pub(super) fn looks_like_date(text: &str) -> bool {
    date_in(text).is_some() && text.split_whitespace().count() <= 12
}

/// The part of a line from its date's first number or month to its year. Only the form is looked at; which day it
/// is, the date parser says.
pub(in crate::reading) fn date_in(text: &str) -> Option<&str> {
    let tokens: Vec<(usize, &str)> = tokens(text).collect();
    for (i, (at, token)) in tokens.iter().enumerate() {
        if is_numeric_date(token) {
            return Some(token);
        }
        if token.len() != 4 || !number(token).is_some_and(|n| (1500..2200).contains(&n)) {
            continue;
        }
        // "3 March 2008", "le 3 mars 2008", "3 de marzo de 2008", "March 3, 2008", "March 2008".
        let mut before = tokens[..i].iter().rev().filter(|(_, token)| !is_link_word(token));
        let (last, last_but_one) = (before.next(), before.next());
        let first = match (last, last_but_one) {
            (Some(month), Some(day)) if is_word(month.1) && is_day(day.1) => day,
            (Some(day), Some(month)) if is_day(day.1) && is_word(month.1) => month,
            (Some(month), _) if is_month_like(month.1) => month,
            _ => continue,
        };
        return Some(&text[first.0..at + token.len()]);
    }
    None
}

fn number(token: &str) -> Option<u32> {
    let digits = token.trim_end_matches(['.', 'º', '°', 'ª']);
    let ends = ["st", "nd", "rd", "th", "er", "e"];
    let digits = ends.iter().find_map(|end| digits.strip_suffix(end)).unwrap_or(digits);
    (digits.len() <= 4).then(|| digits.parse().ok()).flatten()
}

fn is_day(token: &str) -> bool {
    token.len() <= 5 && number(token).is_some_and(|n| (1..=31).contains(&n))
}

fn is_word(token: &str) -> bool {
    token.chars().all(|c| c.is_alphabetic() || c == '.') && token.chars().count() >= 2
}

/// "2008-03-05", "05/03/2008", "5.3.2008".
fn is_numeric_date(token: &str) -> bool {
    let parts: Vec<&str> = token.split(['-', '/', '.']).collect();
    let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let year = |part: &str| part.len() == 4;
    let small = |part: &str| part.len() <= 2;
    match parts[..] {
        [a, b, c] if digits => small(b) && ((year(a) && small(c)) || (small(a) && year(c))),
        // "03-May-2014".
        [a, b, c] => {
            let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            number(a) && small(a) && is_word(b) && is_month_like(b) && number(c) && year(c)
        }
        _ => false,
    }
}

fn is_link_word(token: &str) -> bool {
    matches!(token.to_lowercase().as_str(), "de" | "of" | "del" | "di" | "d" | "van" | "le")
}

/// The first letters of the months in the languages of the interfaces.
fn is_month_like(token: &str) -> bool {
    const BEGINNINGS: [&str; 26] = [
        "jan", "gen", "ene", "janv", "feb", "fév", "fev", "mar", "mär", "maa", "mrt", "apr", "avr", "abr",
        "ma", "mei", "jun", "jui", "giu", "jul", "lug", "aug", "aoû", "ago", "sep", "set",
    ];
    const ENDS: [&str; 9] = ["oct", "okt", "out", "ott", "nov", "dec", "déc", "dez", "dic"];
    let small = token.to_lowercase();
    BEGINNINGS.iter().chain(&ENDS).any(|start| small.starts_with(start))
}

/// Words and numbers of a text, without the commas and brackets around them, and where they begin.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_between =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | '|' | '·');
    text.split(is_between).filter(|token| !token.is_empty()).map(move |token| {
        let at = token.as_ptr().addr() - text.as_ptr().addr();
        (at, token)
    })
}

/// "3 of 120 DOCUMENTS", "Dokument 3 von 120": the document's number and how many there are.
pub(super) fn counter(line: &Line) -> Option<(u64, u64)> {
    let text = line.text.strip_prefix("FOCUS - ").unwrap_or(&line.text);
    if text.len() > 60 {
        return None;
    }
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let is_document = |token: &str| {
        let small = token.to_lowercase();
        small.starts_with("docum") || small.starts_with("dokum") || small.starts_with("докум")
    };
    let is_between = |token: &str| token.chars().count() <= 4 && token.chars().all(char::is_alphabetic);
    let number = |token: &str| -> Option<u64> {
        let digits: String = token.chars().filter(|c| !matches!(c, '.' | ',' | '\'' | '’')).collect();
        if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None }
    };
    let (first, between, last) = match tokens[..] {
        [first, between, last, document] if is_document(document) => (first, between, last),
        [document, first, between, last] if is_document(document) => (first, between, last),
        _ => return None,
    };
    if !is_between(between) {
        return None;
    }
    let (n, of) = (number(first)?, number(last)?);
    (n >= 1 && n <= of).then_some((n, of))
}

/// Where the fields after a text begin: the first line from which on every paragraph begins with a label. One or
/// two that do not (a second paragraph of a caption) are allowed where three labels stand before them. `is_label`
/// says which lines are labels of this database.
pub(super) fn trailer(lines: &[Line], is_label: impl Fn(&Line) -> bool) -> usize {
    let mut start = lines.len();
    let (mut strangers, mut labels) = (0, 0);
    for (i, line) in lines.iter().enumerate().rev() {
        if is_label(line) {
            labels += 1;
            if labels >= 3 {
                strangers = 0;
            }
            if strangers == 0 {
                start = i;
            }
        } else if is_copyright(&line.text) || line.is_rule() {
            if strangers == 0 {
                start = i;
            }
        } else if line.after_blank || line.new_page || i == 0 {
            strangers += 1;
            labels = 0;
            if strangers > 2 {
                break;
            }
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_many_languages() {
        for (text, field, value) in [
            ("LENGTH: 355 words", Some(Field::Length), "355 words"),
            ("LÄNGE: 355 Wörter", Some(Field::Length), "355 Wörter"),
            ("Longueur : 300 mots", Some(Field::Length), "300 mots"),
            ("Length:\u{a0}355 words", Some(Field::Length), "355 words"),
            ("LOAD-DATE: January 11, 2010", Some(Field::After), "January 11, 2010"),
            ("Título de publicación: El Diario", Some(Field::Source), "El Diario"),
            ("WASHINGTON: two men died", None, "two men died"),
        ] {
            let found = labelled(text).unwrap();
            assert_eq!((found.field, found.value), (field, value), "{text}");
        }
        for text in [
            "http://example.org",
            "At 12:30 they left",
            "no colon",
            "He said that nobody had been there at all: none",
        ] {
            assert_eq!(labelled(text), None, "{text}");
        }
    }

    #[test]
    fn forms_of_dates() {
        for (text, expected) in [
            ("January 11, 2010 Monday", Some("January 11, 2010")),
            ("Montag 3. März 2008", Some("3. März 2008")),
            ("Communication, mardi 14 mars 2006, p. 16", Some("14 mars 2006")),
            ("World, Friday, November 13, 2015", Some("November 13, 2015")),
            ("3 de marzo de 2008 lunes", Some("3 de marzo de 2008")),
            ("1er mars 2008", Some("1er mars 2008")),
            ("March 2008", Some("March 2008")),
            ("05 Mar 2008: A.1.", None),
            ("2008-03-05T10:00", None),
            ("05.03.2008", Some("05.03.2008")),
            ("Final Edition 2010", None),
            ("3 Star Edition", None),
            ("The Times (London)", None),
        ] {
            assert_eq!(date_in(text), expected, "{text}");
        }
    }

    #[test]
    fn counters_of_documents() {
        let of = |text: &str| counter(&Line::of_text(text, true, false));
        for text in [
            "3 of 120 DOCUMENTS",
            "Dokument 3 von 120",
            "Document 3 de 120",
            "  Documento 3 di 120",
            "3 van 120 DOCUMENTEN",
        ] {
            assert_eq!(of(text), Some((3, 120)), "{text}");
        }
        assert_eq!(of("1,203 of 2,000 DOCUMENTS"), Some((1203, 2000)));
        for text in
            ["3 of 120 wounded", "Document 3", "3 of 2 DOCUMENTS", "In 3 of 120 DOCUMENTS", "3 of 120"]
        {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
