//! Reads JSON lines (`id`, `text`, `published`, optional `language`, `country`) from standard input and
//! writes the statements that extraction finds, one JSON object a line. For measuring.

use std::io::{BufRead, Write};

use serde_json::{Value, json};
use tollbook_core::extract::{Context, Dateline, Kind, Languages, Span, Statement, extract, read_phrase};
use tollbook_core::model::DateRange;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let languages = Languages::builtin();
    if let Some(text) = std::env::args().nth(1) {
        let context = Context { language: std::env::args().nth(2), ..Context::default() };
        print!("{}", tollbook_core::extract::explain(&text, &context, languages));
        for statement in extract(&text, &context, languages) {
            println!("{}", describe(&Value::Null, &text, &statement));
        }
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "a program for developers reads its own setting")]
    let rules_off = std::env::var("RULES_OFF").unwrap_or_default();
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or("");
        let context = Context {
            published: article["published"].as_str().and_then(|day| day.parse().ok()).map(DateRange::day),
            language: article["language"].as_str().map(str::to_owned),
            dateline: article["country"]
                .as_str()
                .map(|country| Dateline { country: Some(country.to_owned()), ..Dateline::default() }),
            rules_off: rules_off.parse()?,
        };
        for statement in extract(text, &context, languages) {
            writeln!(out, "{}", describe(&article["id"], text, &statement))?;
        }
        // Passages that a coder selected: number, first and last code point, outcome, kind.
        let byte = |at: &Value| {
            let at = usize::try_from(at.as_u64().unwrap_or(0)).unwrap_or(0);
            text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte)
        };
        for select in article["select"].as_array().into_iter().flatten() {
            let span = Span::new(byte(&select[1]), byte(&select[2]));
            let outcome = select[3].as_str().and_then(|word| word.parse().ok());
            let kind = select[4].as_str().and_then(|word| word.parse().ok()).unwrap_or(Kind::Incident);
            if let Some(statement) = read_phrase(text, span, outcome, kind, &context, languages) {
                let mut described = describe(&article["id"], text, &statement);
                described["selected"] = select[0].clone();
                writeln!(out, "{described}")?;
            }
        }
    }
    Ok(())
}

fn describe(id: &Value, text: &str, statement: &Statement) -> Value {
    let ascii = text.is_ascii();
    let chars = |at: usize| if ascii { at } else { text.get(..at).map_or(0, |head| head.chars().count()) };
    let span = |span: Span| json!([chars(span.start), chars(span.end)]);
    let words = |span: Span| span.words(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let figures = |f: tollbook_core::extract::Figures| json!([f.low, f.best, f.high]);
    let patient = statement.patient.as_ref();
    json!({
        "id": id,
        "sentence": span(statement.sentence),
        "trigger": span(statement.trigger),
        "trigger_words": words(statement.trigger),
        "outcome": statement.outcome.map(|o| o.as_str()),
        "kind": statement.kind.as_str(),
        "status": format!("{:?}", statement.status),
        "count": figures(statement.count.figures),
        "form": format!("{:?}", statement.count.form),
        "patient": patient.map(|p| span(p.span)),
        "patient_words": patient.map(|p| words(p.span)),
        "party": patient.and_then(|p| p.kind).map(|k| format!("{k:?}")),
        "nationality": patient.and_then(|p| p.country.as_ref()).map(|c| c.name.clone()),
        "group": patient.and_then(|p| p.group.as_ref()).map(|g| g.name.clone()),
        "names": patient.map(|p| p.names.iter().map(|n| words(*n)).collect::<Vec<_>>()),
        "members": statement.members.iter().map(|m| json!({
            "span": span(m.party.span), "words": words(m.party.span), "count": figures(m.count.figures),
            "party": m.party.kind.map(|k| format!("{k:?}")), "nationality": m.party.country.as_ref().map(|c| c.name.clone()),
        })).collect::<Vec<_>>(),
        "agent": statement.agent.as_ref().map(|a| words(a.span)),
        "said_by": statement.said_by.map(words),
        "date": statement.date.as_ref().and_then(|d| d.range).map(|r| [r.first().to_string(), r.last().to_string()]),
        "date_words": statement.date.as_ref().map(|d| words(d.span)),
        "country": statement.country.as_ref().map(|c| c.name.clone()),
        "forces_of": statement.forces_of.as_ref().map(|c| c.name.clone()),
        "country_from": statement.country.as_ref().map(|c| format!("{:?}", c.distance)),
        "place": statement.place.as_ref().map(|p| p.name.clone()),
        "cause": statement.cause.as_ref().map(|c| c.key.clone()),
        "slot": format!("{:?}", statement.slot),
        "path": format!("{:?}", statement.path),
        "repeat": statement.repeat.map(|r| json!([r.of, r.certain])),
    })
}
