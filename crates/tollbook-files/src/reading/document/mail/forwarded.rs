//! Messages that forward another in their text, with its header fields above it.

use tollbook_core::extract::date::fold;

/// What the header fields of the forwarded message say.
pub(super) struct Original {
    pub subject: String,
    pub date: Option<String>,
    pub from: Option<String>,
    /// Whether it was sent by the desk of a paper or an office.
    pub is_from_desk: bool,
}

/// How far into a text the forwarded message may begin, in bytes.
const FAR: usize = 2_000;

/// What mail programs put before the subject of a message that they forward.
const PREFIXES: [&str; 12] =
    ["fwd", "fw", "tr", "wg", "rv", "enc", "i", "vb", "vs", "pd", "doorst", "пересл"];
const FROM: [&str; 12] =
    ["from", "de", "von", "da", "van", "от", "od", "fra", "fran", "kimden", "من", "lahettaja"];
const DATE: [&str; 22] = [
    "date",
    "sent",
    "envoye",
    "envoye le",
    "gesendet",
    "datum",
    "fecha",
    "enviado",
    "enviado el",
    "enviada em",
    "data",
    "inviato",
    "verzonden",
    "дата",
    "отправлено",
    "wyslano",
    "skickat",
    "sendt",
    "tarih",
    "gonderme tarihi",
    "التاريخ",
    "تاريخ",
];
const SUBJECT: [&str; 11] = [
    "subject",
    "objet",
    "betreff",
    "asunto",
    "assunto",
    "oggetto",
    "onderwerp",
    "тема",
    "temat",
    "amne",
    "konu",
];

/// The message that a text forwards, if the subject says that it does, or the line above the fields.
pub(super) fn original(text: &str, subject: Option<&str>) -> Option<Original> {
    let says_forward =
        subject.and_then(|subject| subject.split_once(':')).is_some_and(|(prefix, _)| is_prefix(prefix));
    let mut found = Original { subject: String::new(), date: None, from: None, is_from_desk: false };
    let mut begun = false;
    let mut at = 0;
    let mut announced = says_forward;
    for line in text.lines() {
        at += line.len() + 1;
        let bare = line.trim().trim_start_matches(['>', '*', ' ']);
        let folded = fold(bare);
        announced |= [
            "forwarded message",
            "begin forwarded",
            "message transfere",
            "weitergeleitete nachricht",
            "mensaje reenviado",
            "messaggio inoltrato",
            "mensagem encaminhada",
            "doorgestuurd bericht",
            "пересылаемое сообщение",
        ]
        .iter()
        .any(|marker| folded.contains(marker) && bare.len() < 80);
        match field(bare) {
            Some((name, value)) => {
                let is = |names: &[&str]| names.contains(&name.as_str());
                if is(&FROM) && !begun {
                    begun = true;
                    found.is_from_desk = super::is_from_desk(value);
                    found.from = Some(sender(value)).filter(|sender| !sender.is_empty());
                } else if begun && is(&DATE) {
                    found.date = found.date.or_else(|| Some(value.to_owned()));
                } else if begun && is(&SUBJECT) {
                    value.clone_into(&mut found.subject);
                }
            }
            // The fields end with an empty line; some programs put one between any two.
            None if begun && !bare.is_empty() => break,
            None => {}
        }
        if at > FAR {
            break;
        }
    }
    while let Some((prefix, rest)) = found.subject.split_once(':')
        && is_prefix(prefix)
    {
        found.subject = rest.trim().to_owned();
    }
    (announced && begun && !found.subject.is_empty()).then_some(found)
}

fn is_prefix(prefix: &str) -> bool {
    PREFIXES.contains(&fold(prefix.trim()).as_str())
}

/// A header field: its folded name, and what it says.
fn field(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim().trim_matches('*');
    let value = value.trim().trim_matches('*').trim();
    (!value.is_empty() && name.chars().count() <= 16 && name.split_whitespace().count() <= 2)
        .then(|| (fold(name), value))
}

/// The name of a sender, without the address.
fn sender(value: &str) -> String {
    let name = value.split(['<', '[']).next().unwrap_or_default().trim().trim_matches(['"', '\'']).trim();
    if name.is_empty() { value.trim_matches(['<', '>']).to_owned() } else { name.to_owned() }
}
