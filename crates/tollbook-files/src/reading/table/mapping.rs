//! Which columns of a table hold text, title, date and so on: by their names in many languages, and by what stands in
//! them.

use serde::{Deserialize, Serialize};
use tollbook_core::extract::date::find_dates;

use crate::reading::download::date_in;

/// What a column of a table of articles can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The text.
    Text,
    /// The headline.
    Title,
    /// The publication date.
    Date,
    /// Who published it.
    Source,
    /// The address.
    Url,
    /// A number that no other article has.
    Number,
    /// The language.
    Language,
    /// The section.
    Section,
    /// The authors.
    Byline,
}

impl Role {
    /// All roles, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Title,
        Self::Date,
        Self::Source,
        Self::Url,
        Self::Number,
        Self::Language,
        Self::Section,
        Self::Byline,
    ];
}

/// Which column holds what, by the columns' names; `None` where no column does. It can be shown, changed and kept
/// with the project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnMapping {
    /// The text; without it, a table gives no articles.
    pub text: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The publication date.
    pub date: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// A number that no other article has.
    pub number: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The section.
    pub section: Option<String>,
    /// The authors.
    pub byline: Option<String>,
}

impl ColumnMapping {
    /// The column of a role.
    pub fn column(&self, role: Role) -> Option<&str> {
        match role {
            Role::Text => self.text.as_deref(),
            Role::Title => self.title.as_deref(),
            Role::Date => self.date.as_deref(),
            Role::Source => self.source.as_deref(),
            Role::Url => self.url.as_deref(),
            Role::Number => self.number.as_deref(),
            Role::Language => self.language.as_deref(),
            Role::Section => self.section.as_deref(),
            Role::Byline => self.byline.as_deref(),
        }
    }

    /// Sets the column of a role.
    pub fn set(&mut self, role: Role, column: Option<String>) {
        let place = match role {
            Role::Text => &mut self.text,
            Role::Title => &mut self.title,
            Role::Date => &mut self.date,
            Role::Source => &mut self.source,
            Role::Url => &mut self.url,
            Role::Number => &mut self.number,
            Role::Language => &mut self.language,
            Role::Section => &mut self.section,
            Role::Byline => &mut self.byline,
        };
        *place = column;
    }

    /// Whether every column that is named is among `columns`, and the text's is named: a mapping that was kept fits
    /// only such tables.
    pub fn fits(&self, columns: &[String]) -> bool {
        let known =
            |role: Role| self.column(role).is_none_or(|name| columns.iter().any(|column| column == name));
        self.text.is_some() && Role::ALL.into_iter().all(known)
    }
}

/// Names of columns in lower case, with spaces between words, separated by `|`; the surest first.
const NAMES: [(Role, &str); 9] = [
    (
        Role::Text,
        "full text|fulltext|text|body|article body|article text|body text|text body|main text|maintext|content \
         |content text|article content|article|story|news text|plain text|raw text|clean text|message|post|tweet \
         |post text|transcript|texte|texte intégral|texte complet|corps|corps du texte|contenu|contenu article|inhalt \
         |volltext|artikeltext|haupttext|textinhalt|texto|texto completo|texto íntegro|cuerpo|contenido|testo \
         |testo completo|corpo|contenuto|tekst|volledige tekst|inhoud|artikel|conteúdo|texto integral|corpo do texto \
         |النص|نص|نص المقال|المحتوى|текст|полный текст|содержание|текст статьи|metin|içerik|matn|тіло|txt|正文|内容|全文|文章内容|本文|記事|記事本文|内文|본문|내용|기사 본문|기사내용|เนื้อหา|เนื้อหาข่าว|ข้อความ \
         |متن|متن خبر|תוכן|טקסט|সংবাদ|বিবরণ|समाचार|विवरण|isi|isi berita|treść|text článku|szöveg|innehåll|brødtekst",
    ),
    (
        Role::Title,
        "headline|title|article title|news title|heading|head|story title|titre|titre article|gros titre|titel \
         |überschrift|schlagzeile|título|titulo|titular|encabezado|titolo|kop|manchete|العنوان|عنوان|заголовок|назва \
         |başlık|hd|标题|題名|标题名称|見出し|タイトル|제목|기사 제목|หัวข้อ|หัวข้อข่าว|พาดหัว|تیتر|عنوان خبر|כותרת|শিরোনাম|शीर्षक|judul|tytuł \
         |titulek|cím|rubrik|overskrift",
    ),
    (
        Role::Date,
        "date time pub|publish date|publication date|published|published at|date published|date publish|published date|pub date|pubdate \
         |published on|datepublished|date of publication|original date|date original|article date|news date|post created|post created date|date|date posted|posted at|posted|post date \
         |event date|incident date|date of event|date of incident|datetime|created at|created time|created utc|timestamp|ts|date time|time|day|seendate|date de publication|publié le|date publication \
         |datum|veröffentlichungsdatum|erscheinungsdatum|veröffentlicht|fecha|fecha de publicación|fecha publicación \
         |data|data di pubblicazione|data pubblicazione|publicatiedatum|data de publicação|data publicação|تاريخ النشر \
         |التاريخ|تاريخ|дата|дата публикации|tarih|pd|日期|发布日期|发布时间|發布日期|掲載日|日付|날짜|게재일|등록일|วันที่|วันที่เผยแพร่|تاریخ|تاریخ انتشار|תאריך|তারিখ|तारीख|दिनांक|tanggal \
         |data publikacji|datum vydání|dátum|publiceringsdatum|dato",
    ),
    (
        Role::Source,
        "source name|page name|source|publisher|newspaper|outlet|media outlet|news outlet|media name|media|publication|publication title \
         |publication name|journal|journal name|news source|agency|site|site name|website|source domain|domain|channel \
         |channel name|user screen name|screen name|username|source title|média|nom du journal|support|titre de presse|quelle|zeitung|medium|herausgeber|fuente \
         |medio|periódico|diario|editor|fonte|testata|giornale|bron|krant|veículo|jornal|المصدر|الجريدة|الصحيفة|источник \
         |газета|сми|kaynak|gazete|sn|来源|來源|媒体|媒體|媒体名称|新聞社|掲載紙|媒体名|언론사|매체|출처|แหล่งข่าว|แหล่งที่มา|สำนักข่าว|منبع|خبرگزاری|מקור|সূত্র|स्रोत|sumber|media massa \
         |źródło|zdroj|forrás|källa|kilde|tidning|avis",
    ),
    (
        Role::Url,
        "url|article url|news url|story url|web url|link|article link|href|permalink|uri|canonical url|source url|sourceurl \
         |documentidentifier|document url|web link|hyperlink|lien|adresse|enlace|vínculo|collegamento|koppeling|ligação \
         |الرابط|رابط|ссылка|адрес|bağlantı|网址|链接|連結|リンク|링크|주소|ลิงก์|ลิงค์|لینک|קישור|লিংক|tautan|odkaz|länk|lenke",
    ),
    (
        Role::Number,
        "id|article id|articleid|document id|doc id|docid|story id|stories id|news id|uuid|guid|message id|post id|tweet id \
         |identifier|accession number|an|record id|identifiant|numéro|kennung|nummer|identificador|identificativo \
         |المعرف|идентификатор",
    ),
    (
        Role::Language,
        "language|lang|article language|story language|langue|sprache|idioma|lengua|lingua|taal|língua|اللغة|язык|dil|la",
    ),
    (
        Role::Section,
        "section|category|rubrique|rubrik|ressort|sección|sezione|sectie|rubriek|seção|secção|القسم|рубрика|desk",
    ),
    (
        Role::Byline,
        "author|authors|byline|writer|author name|creator|journalist|reporter|auteur|auteurs|autor|autoren|autores|autore \
         |autori|المؤلف|الكاتب|автор|yazar|from|by",
    ),
];

/// Names of columns that may hold the text where no surer one does.
const WEAK_TEXT: &str = "description|summary|abstract|snippet|excerpt|lead|notes|résumé|zusammenfassung|resumen|sommario|resumo|desc";

/// A column's name in the form of [`NAMES`]: `publishDate`, `publish_date` and "Publish date" are one.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut last_lower = false;
    // "source.name" is read by its last word too, below.
    for c in name.trim().chars() {
        if matches!(c, '_' | '-' | '.' | '/' | ':' | '(' | ')' | '[' | ']' | '\u{feff}') || c.is_whitespace()
        {
            plain.push(' ');
            last_lower = false;
        } else {
            if c.is_uppercase() && last_lower {
                plain.push(' ');
            }
            last_lower = c.is_lowercase();
            plain.extend(c.to_lowercase());
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How sure a name is of a role: the lower the surer.
pub(super) fn rank(name: &str, role: Role) -> Option<usize> {
    let plain = plain(name);
    let (_, names) = NAMES.iter().find(|(of, _)| *of == role)?;
    let at = |wanted: &str| names.split('|').position(|known| known.trim() == wanted);
    let named = |plain: &str| match plain {
        "source name" | "source title" | "publisher name" if role == Role::Source => Some(0),
        _ => at(plain),
    };
    // "fields.date.original" is named by its end too, less surely.
    let ends = name.match_indices('.').zip(1..);
    let mut ends =
        ends.filter_map(|((dot, _), depth)| Some(at(&self::plain(&name[dot + 1..]))? + 1000 * depth));
    named(&plain).or_else(|| ends.next())
}

/// Names of columns whose words tell less: "outlet_nm", "News Title", "Blatt".
const WORDS: [(Role, &str); 4] = [
    (
        Role::Text,
        "text txt body content fulltext article story detail details beitrag artikel volltext inhalt texte contenu texto \
         cuerpo contenido matéria conteúdo testo corpo tekst metin metni النص نص المحتوى текст содержание",
    ),
    (
        Role::Title,
        "title headline heading ttl titre titel schlagzeile überschrift título titulo titular manchete titolo kop başlık \
         عنوان العنوان заголовок",
    ),
    (Role::Date, "date dt published datum erschienen parution fecha data tarih tarihi تاريخ التاريخ дата"),
    (
        Role::Source,
        "source src outlet newspaper paper publisher media medium publication journal agency channel blatt zeitung quelle \
         média fuente medio periódico diario veículo jornal fonte testata giornale krant gazete kaynak مصدر المصدر صحيفة \
         الصحيفة издание источник газета",
    ),
];

/// Whether one of the words of a column's name tells its role.
fn is_hinted(name: &str, role: Role) -> bool {
    let plain = plain(name);
    let known = WORDS.iter().find(|(of, _)| *of == role).map_or("", |(_, words)| words);
    plain.split(' ').any(|word| known.split_whitespace().any(|known| known == word))
        // "source scale", "media id", "number of sources" say something of it.
        && !plain.split(' ').any(|word| matches!(word, "id" | "scale" | "count" | "number" | "no" | "type" | "url" | "link" | "page" | "code" | "country"))
}

/// What stands in a column of the sample.
#[derive(Clone, Debug, Default)]
struct Contents {
    filled: usize,
    characters: usize,
    words: usize,
    dates: usize,
    addresses: usize,
    different: usize,
}

impl Contents {
    fn from_cells<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut contents = Self::default();
        let mut seen = std::collections::HashSet::new();
        for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
            contents.filled += 1;
            contents.characters += cell.chars().count();
            contents.words += count_words(cell);
            contents.dates += usize::from(is_date(cell));
            contents.addresses += usize::from(is_address(cell));
            contents.different += usize::from(seen.insert(cell));
        }
        contents
    }

    fn share(&self, count: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { count as f64 / self.filled as f64 }
    }

    fn length(&self) -> usize {
        self.characters.checked_div(self.filled).unwrap_or(0)
    }
}

/// How many words a cell has; scripts without spaces have one in some three letters.
fn count_words(cell: &str) -> usize {
    let without_spaces = |c: char| matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{9fff}');
    let letters = if cell.is_ascii() { 0 } else { cell.chars().filter(|c| without_spaces(*c)).count() };
    cell.split_whitespace().count() + letters / 3
}

/// Whether a cell holds a date and little else.
pub(super) fn is_date(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    let compact = digits == cell.len() && digits == 8 && (cell.starts_with("19") || cell.starts_with("20"));
    let iso = cell.len() >= 10 && cell.get(..10).is_some_and(|day| date_in(day).is_some());
    let stamp = cell.len() == 16 && cell.as_bytes()[8] == b'T' && digits == 8;
    compact
        || stamp
        || iso
        || (cell.chars().count() <= 40 && date_in(cell).is_some())
        || is_date_in_words(cell)
        || is_short_date(cell)
        || epoch(cell).is_some()
        || year_last(cell).is_some()
}

/// "11/23/16", "23.11.16".
fn is_short_date(cell: &str) -> bool {
    ['/', '.', '-'].into_iter().any(|separator| {
        let parts: Vec<&str> = cell.split(separator).collect();
        let is_number =
            |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        parts.len() == 3 && parts.iter().all(is_number) && parts[2].len() == 2
    })
}

/// A date in another script or era, which its form alone does not show.
fn is_date_in_words(cell: &str) -> bool {
    !cell.is_ascii()
        && cell.chars().count() <= 40
        && cell.chars().any(char::is_numeric)
        && find_dates(cell, None).iter().any(|date| date.meaning.stated().is_some())
}

/// A time as programs of one service write it, with the year at the end, as a day: `Thu May 03 21:40:00 +0000 2018`.
pub(super) fn year_last(cell: &str) -> Option<String> {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let &[_, month, day, time, fifth, sixth] = words.as_slice() else { return None };
    let is_time = time.split(':').count() == 3 && time.bytes().all(|b| b.is_ascii_digit() || b == b':');
    // "… +0000 2018" and "… 2018 UTC".
    let (zone, year) =
        if fifth.parse::<u16>().is_ok() && !fifth.starts_with('+') { (sixth, fifth) } else { (fifth, sixth) };
    let fits = is_time && (zone.starts_with(['+', '-']) || zone.chars().all(char::is_uppercase));
    let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let year: u16 = year.parse().ok().filter(|year| (1970..2100).contains(year))?;
    fits.then(|| format!("{day} {month} {year}")).filter(|day| date_in(day).is_some())
}

/// A time in seconds or milliseconds since 1970, between 1980 and 2100, as a day.
pub(super) fn epoch(cell: &str) -> Option<String> {
    // "1399112400.000200": parts of a second.
    let whole = match cell.trim().split_once('.') {
        Some((whole, parts)) if !parts.is_empty() && parts.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => cell.trim(),
    };
    if !matches!(whole.len(), 9 | 10 | 12 | 13) || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = if whole.len() >= 12 { number / 1000 } else { number };
    if !(315_532_800..4_102_444_800).contains(&seconds) {
        return None;
    }
    let day = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
    Some(day.to_string())
}

fn is_address(cell: &str) -> bool {
    (cell.starts_with("http://") || cell.starts_with("https://") || cell.starts_with("www."))
        && !cell.contains(' ')
}

/// The mapping that names and contents suggest, from the first rows of a table.
pub fn suggest(columns: &[String], sample: &[Vec<String>]) -> ColumnMapping {
    let contents: Vec<Contents> = (0..columns.len())
        .map(|i| Contents::from_cells(sample.iter().filter_map(|row| row.get(i)).map(String::as_str)))
        .collect();
    let mut mapping = ColumnMapping::default();
    // The text first: no other column can be it.
    let text = text_column(columns, &contents);
    mapping.text = text.map(|i| columns[i].clone());
    let is_free = |mapping: &ColumnMapping, i: usize| {
        Role::ALL.into_iter().all(|role| mapping.column(role) != Some(columns[i].as_str()))
    };
    for role in [
        Role::Date,
        Role::Url,
        Role::Title,
        Role::Number,
        Role::Source,
        Role::Language,
        Role::Section,
        Role::Byline,
    ] {
        let fits = |i: usize| {
            let of = &contents[i];
            match role {
                Role::Date => of.share(of.dates) >= 0.5 || of.filled == 0,
                Role::Url => of.share(of.addresses) >= 0.5 || of.filled == 0,
                // Numbers that repeat are of something else.
                Role::Number => of.different == of.filled && of.length() <= 80,
                Role::Source | Role::Language | Role::Section => of.length() <= 80,
                _ => of.length() <= 500,
            }
        };
        let named = (0..columns.len())
            .filter(|i| is_free(&mapping, *i) && fits(*i))
            .filter_map(|i| rank(&columns[i], role).map(|rank| (contents[i].filled == 0, rank, i)))
            .min()
            .map(|(_, _, i)| i);
        let hinted = || {
            let is_full = |i: &usize| {
                contents[*i].filled > 0 && contents[*i].dates < contents[*i].filled || role == Role::Date
            };
            (0..columns.len())
                .filter(|i| is_free(&mapping, *i) && fits(*i) && is_hinted(&columns[*i], role))
                .filter(|i| role != Role::Date || rank_of_other(&columns[*i]).is_none())
                .find(is_full)
        };
        let found = named.or_else(hinted).or_else(|| {
            let by_content = |i: &usize| {
                let of = &contents[*i];
                let full = of.filled * 2 >= sample.len() && of.filled > 0;
                match role {
                    Role::Date => full && of.share(of.dates) >= 0.9 && rank_of_other(&columns[*i]).is_none(),
                    Role::Url => full && of.share(of.addresses) >= 0.9,
                    Role::Title => {
                        full && (15..=200).contains(&of.length())
                            && of.share(of.different) >= 0.8
                            && of.share(of.addresses) < 0.1
                            && of.share(of.dates) < 0.1
                            && of.words >= of.filled * 3
                            && mapping.text.is_some()
                            // "source", "created at" hold something else.
                            && Role::ALL.iter().all(|role| rank(&columns[*i], *role).is_none())
                    }
                    _ => false,
                }
            };
            (0..columns.len()).filter(|i| is_free(&mapping, *i)).find(by_content)
        });
        if let Some(i) = found {
            mapping.set(role, Some(columns[i].clone()));
        }
    }
    // A post is published when it is created; of any other text, that is when its row was made.
    let is_post = mapping.text.as_deref().is_some_and(|name| {
        plain(name).split(' ').any(|word| matches!(word, "message" | "post" | "tweet" | "caption"))
    });
    if mapping.date.is_none() && is_post {
        let is_created = |i: &usize| {
            plain(&columns[*i]).split(' ').any(|word| word == "created")
                && contents[*i].share(contents[*i].dates) >= 0.5
        };
        mapping.date =
            (0..columns.len()).filter(|i| is_free(&mapping, *i)).find(is_created).map(|i| columns[i].clone());
    }
    mapping
}

/// Names of dates that are not of publication.
fn rank_of_other(name: &str) -> Option<()> {
    let plain = plain(name);
    let others = [
        "indexed", "collect", "retriev", "access", "download", "updat", "modif", "crawl", "event", "birth",
        "scrap", "created", "changed", "added", "upload", "fetch", "saved", "ingest", "import", "captur",
        "edited", "revis",
    ];
    others.iter().any(|other| plain.contains(other)).then_some(())
}

fn text_column(columns: &[String], contents: &[Contents]) -> Option<usize> {
    let is_text = |i: usize| {
        let of = &contents[i];
        of.share(of.addresses) < 0.5 && of.share(of.dates) < 0.5
    };
    let longest = |candidates: &mut dyn Iterator<Item = usize>| {
        candidates.filter(|i| is_text(*i)).max_by_key(|i| (contents[*i].length(), usize::MAX - i))
    };
    let wordy = |i: &usize| contents[*i].words >= contents[*i].filled * 4;
    let named =
        longest(&mut (0..columns.len()).filter(|i| rank(&columns[*i], Role::Text).is_some()).filter(wordy));
    let any = longest(&mut (0..columns.len()));
    // A long column beats a named one that holds a few words, such as "message" beside "article_html_clean".
    let long = any.filter(|i| contents[*i].length() >= 200 && contents[*i].words >= contents[*i].filled * 20);
    match (named, long) {
        (Some(named), Some(long)) if contents[long].length() > 10 * contents[named].length().max(1) => {
            Some(long)
        }
        (Some(named), _) => Some(named),
        (None, Some(long)) => Some(long),
        (None, None) => {
            let sentences = |i: &usize| contents[*i].words >= contents[*i].filled * 8;
            let hinted = (0..columns.len()).filter(|i| is_hinted(&columns[*i], Role::Text)).filter(sentences);
            // "short_description" as "description".
            let is_weak = |i: &usize| {
                let name = plain(&columns[*i]);
                WEAK_TEXT.split('|').any(|weak| name.split(' ').any(|word| word == weak))
            };
            longest(&mut hinted.collect::<Vec<_>>().into_iter())
                .or_else(|| longest(&mut (0..columns.len()).filter(is_weak).filter(wordy)))
        }
    }
}
