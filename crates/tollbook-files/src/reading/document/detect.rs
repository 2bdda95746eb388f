//! What kind of file some bytes are.

/// What kind of file some bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// No bytes, or only white space.
    Empty,
    /// Text without markup.
    PlainText,
    /// Text that is named or begins as Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A web page saved with its pictures in one file.
    Mhtml,
    /// A web page saved by Safari.
    WebArchive,
    /// A PDF document.
    Pdf,
    /// A Word document (DOCX).
    Docx,
    /// An OpenDocument text (ODT).
    Odt,
    /// An OpenDocument text in one XML file (FODT).
    FlatOdt,
    /// A book or article in EPUB.
    Epub,
    /// Rich Text (RTF).
    Rtf,
    /// A message (EML).
    Eml,
    /// A mailbox of messages (MBOX).
    Mbox,
    /// A table or data as text (CSV, TSV, JSON).
    Table,
    /// An Excel workbook (XLSX).
    Xlsx,
    /// An OpenDocument spreadsheet (ODS).
    Ods,
    /// A SQLite database.
    Sqlite,
    /// A kind of document that is not read.
    Refused(Refused),
    /// A kind of file that holds no article.
    NotText(NotText),
}

impl Format {
    /// The largest file of this kind that is read, in bytes.
    pub fn largest(self) -> u64 {
        const MEGABYTE: u64 = 1024 * 1024;
        match self {
            Self::Empty | Self::PlainText | Self::Markdown => crate::reading::MAX_BYTES,
            Self::Html | Self::Mhtml | Self::WebArchive | Self::Eml | Self::FlatOdt | Self::Rtf => {
                128 * MEGABYTE
            }
            _ => 512 * MEGABYTE,
        }
    }
}

/// Kinds of document that are not read, each with its remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refused {
    /// Word before 2007.
    OldWord,
    /// Excel before 2007.
    OldExcel,
    /// PowerPoint before 2007.
    OldPowerPoint,
    /// An Office document that asks for a password.
    EncryptedOffice,
    /// A message saved by Outlook.
    OutlookMessage,
    /// Apple's Pages, Numbers or Keynote.
    Iwork,
    /// A presentation (PPTX, ODP).
    Presentation,
    /// WordPerfect.
    WordPerfect,
    /// A book for Kindle (MOBI, AZW).
    Kindle,
    /// DjVu.
    Djvu,
    /// PostScript.
    PostScript,
    /// A help file (CHM).
    Chm,
}

impl Refused {
    /// With its article: "an old Word document (.doc)".
    pub fn name(self) -> &'static str {
        match self {
            Self::OldWord => "an old Word document (.doc)",
            Self::OldExcel => "an old Excel workbook (.xls)",
            Self::OldPowerPoint => "an old PowerPoint presentation (.ppt)",
            Self::EncryptedOffice => "an Office document that is protected by a password",
            Self::OutlookMessage => "an Outlook message (.msg)",
            Self::Iwork => "a document of Apple Pages, Numbers or Keynote",
            Self::Presentation => "a presentation",
            Self::WordPerfect => "a WordPerfect document",
            Self::Kindle => "a Kindle book",
            Self::Djvu => "a DjVu document",
            Self::PostScript => "a PostScript document",
            Self::Chm => "a compiled help file (.chm)",
        }
    }

    /// What to do, as a sentence.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::OldWord | Self::WordPerfect => "Open it in Word or LibreOffice and save it as .docx.",
            Self::OldExcel => "Open it in Excel or LibreOffice and save it as .xlsx.",
            Self::OldPowerPoint | Self::Presentation => "Export it as PDF.",
            Self::EncryptedOffice => "Save a copy without the password.",
            Self::OutlookMessage => "Save the message as .eml.",
            Self::Iwork => "Export it as Word (.docx) or PDF.",
            Self::Kindle => "Convert it to EPUB.",
            Self::Djvu | Self::PostScript => "Convert it to PDF.",
            Self::Chm => "Save its pages as HTML.",
        }
    }
}

/// Kinds of file that hold no article; they are counted, not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NotText {
    /// A picture.
    Image,
    /// A sound recording.
    Audio,
    /// A film.
    Video,
    /// A compressed folder.
    Archive,
    /// A program or library.
    Program,
    /// A font.
    Font,
    /// Style sheets, scripts and the like that belong to saved web pages.
    WebPart,
    /// A link to a web page (`.url`, `.webloc`, `.desktop`).
    Shortcut,
    /// A table without a column of texts.
    Table,
    /// Names, sizes and leftovers that systems and programs keep (`Thumbs.db`, `desktop.ini`, `~$…`).
    SystemFile,
}

impl NotText {
    /// With its article: "an image".
    pub fn name(self) -> &'static str {
        match self {
            Self::Image => "an image",
            Self::Audio => "a sound recording",
            Self::Video => "a film",
            Self::Archive => "a compressed archive",
            Self::Program => "a program",
            Self::Font => "a font",
            Self::WebPart => "a part of a saved web page",
            Self::Shortcut => "a link to a web page",
            Self::Table => "a table without texts",
            Self::SystemFile => "a system file",
        }
    }

    /// For a count: "3 images", "1 image".
    pub fn counted(self, count: usize) -> String {
        let (one, many) = match self {
            Self::Image => ("image", "images"),
            Self::Audio => ("sound recording", "sound recordings"),
            Self::Video => ("film", "films"),
            Self::Archive => ("compressed archive", "compressed archives"),
            Self::Program => ("program", "programs"),
            Self::Font => ("font", "fonts"),
            Self::WebPart => ("part of saved web pages", "parts of saved web pages"),
            Self::Shortcut => ("link to a web page", "links to web pages"),
            Self::Table => ("table without texts", "tables without texts"),
            Self::SystemFile => ("system file", "system files"),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }
}

/// How many bytes at the beginning decide between kinds of text.
const SNIFFED: usize = 16 * 1024;

/// What kind of file the bytes are. `name` is the file's name or path: it decides only between kinds of
/// text that look alike, such as Markdown and plain text.
pub fn detect(bytes: &[u8], name: &str) -> Format {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let extension = extension.as_deref().unwrap_or_default();
    if is_system_file(file) {
        return Format::NotText(NotText::SystemFile);
    }
    if let Some(format) = by_magic(bytes) {
        return format;
    }
    if is_plain(bytes)
        && !matches!(extension, "html" | "htm" | "xhtml" | "shtml" | "eml" | "emlx" | "mht" | "mhtml")
    {
        return by_extension(extension, "", false);
    }
    let sample = sniffable(bytes);
    let trimmed = sample.trim_start();
    if trimmed.is_empty() && bytes.len() <= SNIFFED {
        return if bytes.contains(&0) && !bytes.starts_with(b"\xff\xfe") {
            Format::PlainText
        } else {
            Format::Empty
        };
    }
    if trimmed.starts_with("{\\rtf") {
        return Format::Rtf;
    }
    if trimmed.starts_with("%!ps") {
        return Format::Refused(Refused::PostScript);
    }
    if trimmed.starts_with("[internetshortcut]") || trimmed.starts_with("[desktop entry]") {
        return Format::NotText(NotText::Shortcut);
    }
    if let Some(format) = by_markup(trimmed) {
        return format;
    }
    if let Some(format) = by_header_fields(trimmed, extension) {
        return format;
    }
    by_extension(extension, trimmed, sample.contains('<'))
}

/// Kinds of text that only the name tells apart.
fn by_extension(extension: &str, trimmed: &str, markup: bool) -> Format {
    match extension {
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        "css" | "js" | "mjs" | "map" | "ts" | "scss" => Format::NotText(NotText::WebPart),
        "csv" | "tsv" | "tab" | "json" | "jsonl" | "ndjson" => Format::Table,
        // A page that begins with text, or with markup that is not known.
        "html" | "htm" | "xhtml" | "shtml" if markup => Format::Html,
        "" | "text" if is_front_matter(trimmed) => Format::Markdown,
        _ => Format::PlainText,
    }
}

/// Whether a text begins with words and no markup or header fields can follow: nearly all files of articles do, and
/// then nothing more needs to be looked at.
fn is_plain(bytes: &[u8]) -> bool {
    let Some(first) = bytes.iter().position(|b| !b.is_ascii_whitespace()) else { return false };
    let line = &bytes[first..bytes.len().min(first + 400)];
    let line = memchr::memchr(b'\n', line).map_or(line, |end| &line[..end]);
    let begins = line[0].is_ascii_alphanumeric() || line[0] >= 0xc3;
    begins && !line.starts_with(b"From ") && memchr::memchr3(b':', b'<', 0, line).is_none() && line.len() > 2
}

/// Files that systems and office programs leave in folders.
fn is_system_file(file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    matches!(lower.as_str(), "thumbs.db" | "desktop.ini" | "icon\r" | "ehthumbs.db")
        || file.starts_with("~$")
        || file.starts_with(".~lock.")
        || file.starts_with("._")
}

/// Kinds that their first bytes, or members, tell.
fn by_magic(bytes: &[u8]) -> Option<Format> {
    use NotText::{Archive, Audio, Font, Image, Program, Video};
    const KINDS: &[(&[u8], Format)] = &[
        (b"SQLite format 3\0", Format::Sqlite),
        (b"\x89PNG", Format::NotText(Image)),
        (b"\xff\xd8\xff", Format::NotText(Image)),
        (b"GIF87a", Format::NotText(Image)),
        (b"GIF89a", Format::NotText(Image)),
        (b"II*\0", Format::NotText(Image)),
        (b"MM\0*", Format::NotText(Image)),
        (b"8BPS", Format::NotText(Image)),
        (b"\0\0\x01\0", Format::NotText(Image)),
        (b"\xff\x0a", Format::NotText(Image)),
        (b"\0\0\0\x0cJXL ", Format::NotText(Image)),
        (b"ID3", Format::NotText(Audio)),
        (b"fLaC", Format::NotText(Audio)),
        (b"OggS", Format::NotText(Audio)),
        (b"\xff\xfb", Format::NotText(Audio)),
        (b"\xff\xf3", Format::NotText(Audio)),
        (b"\x1a\x45\xdf\xa3", Format::NotText(Video)),
        (b"FLV\x01", Format::NotText(Video)),
        (b"\0\0\x01\xba", Format::NotText(Video)),
        (b"\x30\x26\xb2\x75", Format::NotText(Video)),
        (b"\x1f\x8b", Format::NotText(Archive)),
        (b"BZh", Format::NotText(Archive)),
        (b"7z\xbc\xaf\x27\x1c", Format::NotText(Archive)),
        (b"Rar!\x1a\x07", Format::NotText(Archive)),
        (b"\xfd7zXZ\0", Format::NotText(Archive)),
        (b"\x28\xb5\x2f\xfd", Format::NotText(Archive)),
        (b"PK\x05\x06", Format::NotText(Archive)),
        (b"\x7fELF", Format::NotText(Program)),
        (b"MZ\x90\0", Format::NotText(Program)),
        (b"\xca\xfe\xba\xbe", Format::NotText(Program)),
        (b"\xcf\xfa\xed\xfe", Format::NotText(Program)),
        (b"\0asm", Format::NotText(Program)),
        (b"wOFF", Format::NotText(Font)),
        (b"wOF2", Format::NotText(Font)),
        (b"OTTO\0", Format::NotText(Font)),
        (b"\0\x01\0\0\0", Format::NotText(Font)),
        (b"ttcf", Format::NotText(Font)),
        (b"\xffWPC", Format::Refused(Refused::WordPerfect)),
        (b"AT&TFORM", Format::Refused(Refused::Djvu)),
        (b"ITSF", Format::Refused(Refused::Chm)),
        (b"\xc5\xd0\xd3\xc6", Format::Refused(Refused::PostScript)),
    ];
    if let Some((_, format)) = KINDS.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Some(*format);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zipped(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(compound(bytes));
    }
    if bytes.starts_with(b"bplist00") {
        let archive = memchr::memmem::find(bytes, b"WebMainResource").is_some();
        return Some(if archive { Format::WebArchive } else { Format::NotText(NotText::Shortcut) });
    }
    // PDF readers accept the mark within the first kilobyte.
    let first = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(first, b"%PDF-").is_some_and(|at| at == 0 || !first[..at].starts_with(b"<")) {
        return Some(Format::Pdf);
    }
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Some(Format::NotText(Image));
    }
    match (bytes.get(..4), bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WEBP")) => Some(Format::NotText(Image)),
        (Some(b"RIFF"), _, Some(b"WAVE")) => Some(Format::NotText(Audio)),
        (Some(b"RIFF"), _, Some(_)) => Some(Format::NotText(Video)),
        (_, Some(b"ftyp"), Some(brand)) => Some(Format::NotText(match brand {
            b"avif" | b"heic" | b"heix" | b"mif1" => Image,
            b"M4A " | b"M4B " => Audio,
            _ => Video,
        })),
        _ if matches!(bytes.get(60..68), Some(b"BOOKMOBI" | b"TEXtREAd")) => {
            Some(Format::Refused(Refused::Kindle))
        }
        _ if bytes.get(257..262) == Some(b"ustar") => Some(Format::NotText(Archive)),
        _ => None,
    }
}

/// A file in ZIP, by the names of its members.
fn zipped(bytes: &[u8]) -> Format {
    // The names stand in the local headers as well as in the directory, which a file that was cut off lacks.
    let has = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    // OpenDocument and EPUB begin with a member that is not compressed and names the kind.
    if bytes.get(30..38) == Some(b"mimetype") {
        let rest = &bytes[38..bytes.len().min(38 + 120)];
        let says = |kind: &[u8]| memchr::memmem::find(rest, kind).is_some();
        if says(b"application/epub+zip") {
            return Format::Epub;
        }
        if says(b"opendocument.text") {
            return Format::Odt;
        }
        if says(b"opendocument.spreadsheet") {
            return Format::Ods;
        }
        if says(b"opendocument.presentation") {
            return Format::Refused(Refused::Presentation);
        }
    }
    if has(b"word/document") {
        Format::Docx
    } else if has(b"xl/workbook.xml") {
        Format::Xlsx
    } else if has(b"ppt/presentation.xml") {
        Format::Refused(Refused::Presentation)
    } else if has(b"META-INF/container.xml") && has(b".opf") {
        Format::Epub
    } else if has(b"content.xml") && has(b"META-INF/manifest.xml") {
        Format::Odt
    } else if has(b"Index/Document.iwa") || has(b"Index.zip") || has(b"QuickLook/") {
        Format::Refused(Refused::Iwork)
    } else {
        Format::NotText(NotText::Archive)
    }
}

/// A file in Microsoft's older container, by the names of its streams.
fn compound(bytes: &[u8]) -> Format {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        Format::Refused(Refused::EncryptedOffice)
    } else if has("__substg1.0_") || has("__properties_version1.0") {
        Format::Refused(Refused::OutlookMessage)
    } else if has("WordDocument") {
        Format::Refused(Refused::OldWord)
    } else if has("Workbook") || has("Book") {
        Format::Refused(Refused::OldExcel)
    } else if has("PowerPoint Document") {
        Format::Refused(Refused::OldPowerPoint)
    } else {
        Format::Refused(Refused::OldWord)
    }
}

/// The beginning of a text, in lower case, with every byte that is not ASCII as one character.
fn sniffable(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let wide = bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || matches!(bytes, [0, b'<', 0, ..] | [b'<', 0, _, 0, ..]);
    bytes
        .iter()
        .take(if wide { SNIFFED * 2 } else { SNIFFED })
        .filter(|b| !wide || !matches!(b, 0 | 0xff | 0xfe))
        .map(|b| char::from(b.to_ascii_lowercase()))
        .map(|c| if c == '\0' { ' ' } else { c })
        .collect()
}

/// Kinds of text in angle brackets.
fn by_markup(trimmed: &str) -> Option<Format> {
    let mut rest = trimmed;
    // XML declarations, comments and document types come before the first element.
    loop {
        rest = rest.trim_start();
        let end = if rest.starts_with("<?") {
            rest.find("?>").map(|at| at + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3).or(Some(rest.len()))
        } else if rest.starts_with("<!doctype") {
            let end = rest.find('>').map_or(rest.len(), |at| at + 1);
            // Declarations of its own stand in brackets.
            let own = rest[..end].contains('[').then(|| rest.find("]>")).flatten();
            let end = own.map_or(end, |at| at + 2);
            let doctype = &rest[..end];
            if doctype.starts_with("<!doctype html") {
                return Some(Format::Html);
            }
            Some(end)
        } else {
            None
        };
        match end {
            Some(end) if end > 0 => rest = &rest[end..],
            _ => break,
        }
    }
    let name = rest.strip_prefix('<')?;
    let name: String =
        name.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_')).collect();
    match name.as_str() {
        "html" | "head" | "body" | "title" | "meta" | "link" | "script" | "style" | "base" | "div" | "p"
        | "table" | "article" | "section" | "main" | "header" | "nav" | "h1" | "h2" | "h3" | "center"
        | "font" | "span" | "a" | "b" | "i" | "br" | "hr" | "img" | "ul" | "ol" | "pre" | "noscript"
        | "blockquote" | "iframe" | "form" => Some(Format::Html),
        "svg" => Some(Format::NotText(NotText::Image)),
        "office:document" => Some(Format::FlatOdt),
        "plist" if rest.contains("<key>url</key>") => Some(Format::NotText(NotText::Shortcut)),
        _ if rest.starts_with("<html:") || rest.contains("http://www.w3.org/1999/xhtml") => {
            Some(Format::Html)
        }
        // News in XML of any kind: what stands between its elements is read as that of a page.
        _ if trimmed.starts_with("<?xml") && !name.is_empty() => Some(Format::Html),
        _ => None,
    }
}

/// Messages, by their header fields.
fn by_header_fields(trimmed: &str, extension: &str) -> Option<Format> {
    let (envelope, rest) = match trimmed.strip_prefix("from ") {
        Some(_) => (true, trimmed.split_once('\n')?.1),
        // Apple's program puts the message's length above it.
        None => match trimmed.split_once('\n') {
            Some((length, rest))
                if extension == "emlx" && length.trim_end().bytes().all(|b| b.is_ascii_digit()) =>
            {
                (false, rest)
            }
            _ => (false, trimmed),
        },
    };
    let mut score = 0;
    let mut mime = false;
    let mut related = false;
    let mut snapshot = false;
    let mut in_content_type = false;
    for line in rest.lines().take(120) {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            related |= in_content_type && line.contains("text/html");
            continue;
        }
        let (field, value) = line.split_once(':')?;
        if field.is_empty() || field.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_') {
            return None;
        }
        in_content_type = field == "content-type";
        match field {
            "received" | "message-id" | "return-path" | "dkim-signature" | "delivered-to" | "x-mailer" => {
                mime = true;
            }
            "mime-version" => mime = true,
            "content-type" => {
                mime |= value.contains('/');
                related |= value.contains("multipart/related");
            }
            "snapshot-content-location" => snapshot = true,
            "from" => {
                score += 1;
                snapshot |= value.contains("<saved by");
            }
            "to" | "date" | "subject" | "cc" | "reply-to" => score += 1,
            _ => {}
        }
    }
    let plain_name = matches!(extension, "txt" | "md" | "text" | "markdown");
    if snapshot || (related && mime && matches!(extension, "mht" | "mhtml")) {
        Some(Format::Mhtml)
    } else if envelope && score >= 1 && (mime || score >= 3) {
        Some(Format::Mbox)
    } else if (score >= 2 && (mime || extension == "eml")) || (score >= 3 && !plain_name) {
        Some(Format::Eml)
    } else {
        None
    }
}

/// Whether a text begins with a block of front matter that ends.
fn is_front_matter(trimmed: &str) -> bool {
    ["---", "+++"].iter().any(|fence| {
        trimmed
            .strip_prefix(fence)
            .and_then(|rest| rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n")))
            .is_some_and(|rest| {
                rest.lines().take(60).any(|line| line.trim_end() == *fence)
                    && rest.lines().next().is_some_and(|line| line.contains([':', '=']))
            })
    })
}
