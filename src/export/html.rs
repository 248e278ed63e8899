//! One self-contained page: style inside, no scripts, nothing fetched; readable aloud and on paper.

use std::io::{self, Write};

use crate::report::{Edition, Report};

const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:1.05rem/1.55 Georgia,'Times New Roman',serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3,h4,th,caption{font-family:system-ui,sans-serif;line-height:1.25}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:1rem 0}
th,td{border:1px solid #888;padding:.35rem .5rem;text-align:left;vertical-align:top}
thead{display:table-header-group}tr{break-inside:avoid}
.address{font-family:system-ui,sans-serif;font-size:.75rem;opacity:.75;margin-right:.5em}
.notes{font-size:.92rem;border-top:1px solid #888;margin-top:1.5rem}
blockquote{border-left:3px solid #888;margin-left:0;padding-left:1rem}
dt{font-weight:bold;margin-top:.8rem}pre{white-space:pre-wrap}
aside{border:1px solid #888;padding:0 .8rem;margin:1rem 0}.ruled{border-bottom:1px solid #888;height:1.7rem;margin:0}
footer{border-top:1px solid #888;margin-top:2rem;font-size:.92rem}
@media print{body{max-width:none;margin:0;font-size:10.5pt}a{color:inherit;text-decoration:none}h2,h3{break-after:avoid}}";

/// Text whose signs mean nothing to HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// What stands before a page's content.
pub(crate) fn open<W: Write>(out: &mut W, edition: &Edition, title: &str) -> io::Result<()> {
    let title = escape(title);
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">", edition.language.tag())?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>")?;
    writeln!(out, "<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>")
}

/// What stands behind it: where it comes from.
pub(crate) fn close<W: Write>(out: &mut W, report: &Report, edition: &Edition, source: &str) -> io::Result<()> {
    writeln!(out, "</main>\n<footer>\n<p>{}: {}</p>", escape(&edition.words.cli.source), escape(source))?;
    let attribution = report.meta.attribution.text(edition.language);
    if !attribution.is_empty() {
        writeln!(out, "<p>{}</p>", escape(attribution))?;
    }
    writeln!(out, "</footer>\n</body>\n</html>")
}

/// A table; the cells are HTML already. Columns in which nothing stands are left out.
pub(crate) fn table<W: Write>(out: &mut W, head: &[&str], rows: &[Vec<String>]) -> io::Result<()> {
    let filled = |column: &usize| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
    let columns: Vec<usize> = (0..head.len()).filter(filled).collect();
    let heads: Vec<String> = columns.iter().map(|column| format!("<th scope=\"col\">{}</th>", escape(head[*column]))).collect();
    writeln!(out, "<table>\n<thead><tr>{}</tr></thead>\n<tbody>", heads.concat())?;
    for row in rows {
        let cells = columns.iter().map(|column| format!("<td>{}</td>", row.get(*column).map_or("", |cell| cell)));
        writeln!(out, "<tr>{}</tr>", cells.collect::<String>())?;
    }
    writeln!(out, "</tbody>\n</table>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup_that_is_text() {
        assert_eq!(escape("<a href='x'>\"&"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }
}
