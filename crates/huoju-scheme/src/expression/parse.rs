//! Tokens into a tree, by descent: `or`, `and`, `not`, comparisons, sums, products, signs, periods, names.

use super::token::{Token, TokenKind, tokens};
use super::{Arithmetic, Comparison, Node, NodeKind};
use crate::diagnostic::Diagnostic;

/// Deeper nesting than any rule needs; it bounds the stack.
const MAX_DEPTH: usize = 64;
/// Longer texts are refused before they are read.
const MAX_LENGTH: usize = 2_000;

/// Reads an expression that stands at byte `at` of its file.
pub fn parse(text: &str, at: usize) -> Result<Node, Diagnostic> {
    if text.len() > MAX_LENGTH {
        return Err(Diagnostic::error(at..at + 1, "表达式过长", "the expression is too long"));
    }
    let tokens = tokens(text, at)?;
    let mut parser = Parser { tokens, next: 0, end: at + text.len(), depth: 0 };
    let node = parser.or()?;
    match parser.peek() {
        None => Ok(node),
        Some(token) => Err(unexpected(token)),
    }
}

/// Reads a bare edge such as `5%`, `> 5%`, `<= 2 亿元`: its comparison (none for `5%`) and its number.
pub fn parse_edge(text: &str, at: usize) -> Result<(Option<Comparison>, Node), Diagnostic> {
    let mut tokens = tokens(text, at)?;
    let sign = match tokens.first() {
        Some(Token { kind: TokenKind::Compare(sign), .. }) => Some(*sign),
        _ => None,
    };
    if sign.is_some() {
        tokens.remove(0);
    }
    let mut parser = Parser { tokens, next: 0, end: at + text.len(), depth: 0 };
    let node = parser.unary()?;
    match parser.peek() {
        None => Ok((sign, node)),
        Some(token) => Err(unexpected(token)),
    }
}

fn unexpected(token: &Token) -> Diagnostic {
    Diagnostic::error(token.span.clone(), "这里读不下去：多余或放错的符号", "not expected here")
        .mend("检查运算符、括号和 and / or / not", "check operators, brackets and and / or / not")
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    end: usize,
    depth: usize,
}

type Parsed = Result<Node, Diagnostic>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take_sign(&mut self, sign: char) -> bool {
        let found = matches!(self.peek(), Some(Token { kind: TokenKind::Sign(s), .. }) if *s == sign);
        self.next += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token { kind: TokenKind::Word(w), .. }) if w == word);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, sign: char) -> Result<(), Diagnostic> {
        if self.take_sign(sign) {
            return Ok(());
        }
        let span = self.peek().map_or(self.end.saturating_sub(1)..self.end, |token| token.span.clone());
        Err(Diagnostic::error(span, format!("这里应有 `{sign}`"), format!("`{sign}` is expected here")))
    }

    fn or(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let span = self.peek().map_or(self.end..self.end, |token| token.span.clone());
            return Err(Diagnostic::error(span, "嵌套太深", "nested too deeply"));
        }
        let node = self.listed("or", NodeKind::Or, |p| p.listed("and", NodeKind::And, Self::not));
        self.depth -= 1;
        node
    }

    fn listed(&mut self, word: &str, kind: fn(Vec<Node>) -> NodeKind, item: impl Fn(&mut Self) -> Parsed) -> Parsed {
        let first = item(self)?;
        let mut items = vec![first];
        while self.take_word(word) {
            items.push(item(self)?);
        }
        if items.len() == 1 {
            return Ok(items.remove(0));
        }
        let span = items[0].span.start..items[items.len() - 1].span.end;
        Ok(Node { kind: kind(items), span })
    }

    fn not(&mut self) -> Parsed {
        let start = self.peek().map(|token| token.span.start);
        let mut negations = 0;
        while self.take_word("not") {
            negations += 1;
        }
        let mut node = self.comparison()?;
        for _ in 0..negations {
            let span = start.unwrap_or(node.span.start)..node.span.end;
            node = Node { kind: NodeKind::Not(Box::new(node)), span };
        }
        Ok(node)
    }

    fn comparison(&mut self) -> Parsed {
        let first = self.sum()?;
        if self.take_word("in") {
            return self.membership(first);
        }
        let mut chain = Vec::new();
        let mut left = first;
        while let Some(Token { kind: TokenKind::Compare(sign), .. }) = self.peek() {
            let sign = *sign;
            self.next += 1;
            let right = self.sum()?;
            let span = left.span.start..right.span.end;
            chain.push(Node { kind: NodeKind::Compare(sign, Box::new(left), Box::new(right.clone())), span });
            left = right;
        }
        match chain.len() {
            0 => Ok(left),
            1 => Ok(chain.remove(0)),
            _ => {
                let span = chain[0].span.start..left.span.end;
                Ok(Node { kind: NodeKind::And(chain), span })
            }
        }
    }

    fn membership(&mut self, subject: Node) -> Parsed {
        self.expect('(')?;
        let mut members = vec![self.primary()?];
        while self.take_sign(',') {
            members.push(self.primary()?);
        }
        self.expect(')')?;
        let span = subject.span.start..self.before();
        Ok(Node { kind: NodeKind::In(Box::new(subject), members), span })
    }

    /// The end of the token just taken.
    fn before(&self) -> usize {
        self.next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(self.end, |token| token.span.end)
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let op = match self.peek().map(|token| &token.kind) {
                Some(TokenKind::Sign('+')) => Arithmetic::Add,
                Some(TokenKind::Sign('-')) => Arithmetic::Sub,
                _ => return Ok(left),
            };
            self.next += 1;
            let right = self.product()?;
            left = arithmetic(op, left, right);
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.unary()?;
        loop {
            let op = match self.peek().map(|token| &token.kind) {
                Some(TokenKind::Sign('*')) => Arithmetic::Mul,
                Some(TokenKind::Sign('/')) => Arithmetic::Div,
                _ => return Ok(left),
            };
            self.next += 1;
            let right = self.unary()?;
            left = arithmetic(op, left, right);
        }
    }

    fn unary(&mut self) -> Parsed {
        let start = self.peek().map(|token| token.span.start);
        if self.take_sign('-') {
            let inner = self.shifted()?;
            let span = start.unwrap_or(inner.span.start)..inner.span.end;
            return Ok(Node { kind: NodeKind::Neg(Box::new(inner)), span });
        }
        self.shifted()
    }

    /// A primary with an optional `@-1` or `@-2..0`.
    fn shifted(&mut self) -> Parsed {
        let node = self.primary()?;
        if !self.take_sign('@') {
            return Ok(node);
        }
        let from = self.period()?;
        let range = matches!(self.peek(), Some(Token { kind: TokenKind::Range, .. }));
        self.next += usize::from(range);
        let to = if range { self.period()? } else { from };
        let span = node.span.start..self.before();
        if to > from {
            return Err(Diagnostic::error(
                span,
                "期次从早写到晚，如 @-2..0",
                "periods run from early to late, such as @-2..0",
            ));
        }
        let shifted = |by: u8| match by {
            0 => node.clone(),
            by => Node { kind: NodeKind::Shift(Box::new(node.clone()), by), span: span.clone() },
        };
        if !range {
            return Ok(shifted(from));
        }
        let kind = NodeKind::Spread((to..=from).rev().map(shifted).collect());
        Ok(Node { kind, span })
    }

    fn period(&mut self) -> Result<u8, Diagnostic> {
        let negative = self.take_sign('-');
        if let Some(Token { kind: TokenKind::Number(value, None), .. }) = self.peek()
            && let Ok(years) = value.to_scaled(0)
            && (0..=20).contains(&years)
            && (negative || years == 0)
        {
            self.next += 1;
            return Ok(years as u8);
        }
        let span = self.peek().map_or(self.end.saturating_sub(1)..self.end, |token| token.span.clone());
        Err(Diagnostic::error(
            span,
            "`@` 后面写往前几期，如 @-1",
            "`@` is followed by how many periods earlier, such as @-1",
        ))
    }

    fn primary(&mut self) -> Parsed {
        let Some(token) = self.peek().cloned() else {
            let span = self.end.saturating_sub(1)..self.end;
            return Err(Diagnostic::error(span, "表达式没有写完", "the expression ends too early"));
        };
        self.next += 1;
        let leaf = |kind| Ok(Node { kind, span: token.span.clone() });
        match token.kind.clone() {
            TokenKind::Number(value, unit) => leaf(NodeKind::Number(value, unit)),
            TokenKind::Text(text) => leaf(NodeKind::Text(text)),
            TokenKind::Date(date) => leaf(NodeKind::Date(date)),
            TokenKind::Word(word) if matches!(word.as_str(), "and" | "or" | "not" | "in") => Err(unexpected(&token)),
            TokenKind::Word(word) if self.take_sign('(') => self.call(word, token.span.start),
            TokenKind::Word(word) => leaf(NodeKind::Name(word)),
            TokenKind::Sign('(') => {
                let inner = self.or()?;
                self.expect(')')?;
                Ok(Node { kind: inner.kind, span: token.span.start..self.before() })
            }
            _ => Err(unexpected(&token)),
        }
    }

    fn call(&mut self, name: String, start: usize) -> Parsed {
        self.depth += 1;
        let mut args = Vec::new();
        loop {
            match self.or()? {
                Node { kind: NodeKind::Spread(nodes), .. } => args.extend(nodes),
                node => args.push(node),
            }
            if !self.take_sign(',') {
                break;
            }
        }
        self.depth -= 1;
        self.expect(')')?;
        Ok(Node { kind: NodeKind::Call(name, args), span: start..self.before() })
    }
}

fn arithmetic(op: Arithmetic, left: Node, right: Node) -> Node {
    let span = left.span.start..right.span.end;
    Node { kind: NodeKind::Arithmetic(op, Box::new(left), Box::new(right)), span }
}

#[cfg(test)]
mod tests {
    use huoju_model::Unit;

    use super::*;

    fn read(text: &str) -> String {
        fn shown(node: &Node) -> String {
            let list = |nodes: &[Node]| nodes.iter().map(shown).collect::<Vec<_>>().join(" ");
            match &node.kind {
                NodeKind::Number(value, unit) => format!("{value}{}", unit.map_or("", Unit::symbol)),
                NodeKind::Text(text) => format!("'{text}'"),
                NodeKind::Date(date) => date.to_string(),
                NodeKind::Name(name) => name.clone(),
                NodeKind::Shift(inner, by) => format!("{}@-{by}", shown(inner)),
                NodeKind::Call(name, args) => format!("({name} {})", list(args)),
                NodeKind::Neg(inner) => format!("(neg {})", shown(inner)),
                NodeKind::Not(inner) => format!("(not {})", shown(inner)),
                NodeKind::Arithmetic(op, a, b) => format!("({op:?} {} {})", shown(a), shown(b)),
                NodeKind::Compare(op, a, b) => format!("({} {} {})", op.sign(), shown(a), shown(b)),
                NodeKind::In(subject, members) => format!("(in {} {})", shown(subject), list(members)),
                NodeKind::And(items) => format!("(and {})", list(items)),
                NodeKind::Or(items) => format!("(or {})", list(items)),
                NodeKind::Spread(items) => format!("(spread {})", list(items)),
            }
        }
        parse(text, 0).map_or_else(|e| format!("{}..{} {}", e.span.start, e.span.end, e.what.en), |node| shown(&node))
    }

    #[test]
    fn expressions_read_as_written() {
        for (text, tree) in [
            ("rnd / sales >= 5%", "(≥ (Div rnd sales) 5%)"),
            ("1000 万元 <= sales <= 4亿元", "(and (≤ 1000万元 sales) (≤ sales 4亿元))"),
            ("a and b or not c", "(or (and a b) (not c))"),
            ("not not a", "(not (not a))"),
            ("sum(rnd@-2..0) / 3", "(Div (sum rnd@-2 rnd@-1 rnd) 3)"),
            ("mean((rnd / sales)@-1..0, 2 * x)", "(mean (Div rnd sales)@-1 (Div rnd sales) (Mul 2 x))"),
            ("field in (\"电子\", '新材料')", "(in field '电子' '新材料')"),
            ("as_of - founded >= 365 天", "(≥ (Sub as_of founded) 365天)"),
            ("founded < 2022-08-01", "(< founded 2022-08-01)"),
            ("-x + 1.50", "(Add (neg x) 1.5)"),
            ("a - b - c", "(Sub (Sub a b) c)"),
            ("rnd ≥ 3", "(≥ rnd 3)"),
        ] {
            assert_eq!(read(text), tree, "{text}");
        }
    }

    #[test]
    fn a_slip_is_named_where_it_stands() {
        for (text, said) in [
            ("rnd >= 5 万园", "9..15 unknown unit `万园`"),
            ("rnd >=", "5..6 the expression ends too early"),
            ("(rnd", "3..4 `)` is expected here"),
            ("rnd rnd", "4..7 not expected here"),
            ("rnd ! 3", "4..5 `!` alone means nothing; write != or not"),
            ("x@1", "2..3 `@` is followed by how many periods earlier, such as @-1"),
            ("x@0..-1", "0..7 periods run from early to late, such as @-2..0"),
            ("founded > 2022-02-30", "10..20 there is no day 2022-02-30"),
            ("'open", "0..5 the quote is not closed"),
            ("", "0..0 the expression ends too early"),
        ] {
            assert_eq!(read(text), said, "{text}");
        }
        assert!(read(&"(".repeat(500)).contains("nested too deeply"));
    }
}
