//! What must hold of the rows besides what the schema's own constraints hold: each invariant is a question that nothing
//! answers while all is well. `huoju verify` asks them, and so does every test of the store when it ends.

use crate::rows::text;
use crate::{Store, StoreError};

/// Something that must hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Invariant {
    /// Its name.
    pub code: &'static str,
    /// What it says, in Chinese.
    pub zh: &'static str,
    /// What it says, in English.
    pub en: &'static str,
    /// Which rows break it, one `place` a row.
    sql: &'static str,
}

/// An invariant that is broken, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Which.
    pub invariant: &'static Invariant,
    /// The first places.
    pub places: Vec<String>,
}

/// How many places of a breach are named.
const SHOWN: usize = 5;

/// All of them.
pub const INVARIANTS: &[Invariant] = &[
    Invariant {
        code: "one-value-at-a-time",
        zh: "一个主体的一个指标在一期、一个来源，任何时候至多有一个值",
        en: "of one subject, indicator, period and source one value is known at any time",
        sql: "select 'subject ' || subject_id || ' ' || indicator || ' ' || period || ' source ' || source_id as place \
              from (select o.*, lead(from_batch) over (partition by subject_id, indicator, period, source_id \
              order by from_batch) as next_from from observation o) o \
              where next_from is not null and (to_batch is null or to_batch > next_from)",
    },
    Invariant {
        code: "figure-of-a-batch",
        zh: "每个数都有带来它的批次和来源",
        en: "each figure has a batch that brought it and a source that there are",
        sql: "select 'observation of subject ' || o.subject_id || ' ' || o.indicator || ' ' || o.period as place \
              from observation o where o.from_batch not in (select id from batch) \
              or o.to_batch not in (select id from batch) or o.source_id not in (select id from source)",
    },
    Invariant {
        code: "opened-before-closed",
        zh: "先有后止：终止批次晚于起始批次",
        en: "what was closed was opened in an earlier batch",
        sql: "select 'observation of subject ' || subject_id || ' ' || indicator || ' ' || period as place \
              from observation where to_batch <= from_batch \
              union all select 'title ' || id from title where to_batch <= from_batch \
              union all select 'subject ' || id from subject where to_batch <= from_batch",
    },
    Invariant {
        code: "value-where-status-says",
        zh: "有值的状态才有值，缺、不适用的没有值",
        en: "a value stands where the status says that there is one, and nowhere else",
        sql: "select 'subject ' || subject_id || ' ' || indicator || ' ' || period as place from observation \
              where (status in ('actual', 'provisional', 'revised')) <> (value is not null or said is not null) \
              and status <> 'suppressed'",
    },
    Invariant {
        code: "undone-is-closed",
        zh: "已撤销的批次没有还在用的值",
        en: "nothing that an undone batch brought still stands",
        sql: "select 'batch ' || b.id as place from batch b where b.state = 'undone' and ( \
              exists (select 1 from observation o where o.from_batch = b.id and o.to_batch is null) or \
              exists (select 1 from title t where t.from_batch = b.id and t.to_batch is null) or \
              exists (select 1 from subject_name n where n.from_batch = b.id and n.to_batch is null) or \
              exists (select 1 from membership m where m.from_batch = b.id and m.to_batch is null) or \
              exists (select 1 from link l where l.from_batch = b.id and l.to_batch is null))",
    },
    Invariant {
        code: "title-held-once",
        zh: "同一来源的同一份资格，任何时候只记一次",
        en: "of one source's lists a title with its number is held once by a subject at any time",
        sql: "select 'subject ' || t.subject_id || ' ' || t.title as place from title t join batch b on b.id = t.from_batch \
              where t.to_batch is null and t.number is not null \
              group by t.subject_id, t.title, t.number, b.source_id having count(*) > 1",
    },
    Invariant {
        code: "title-end-reckoned",
        zh: "依办法推算到期日的资格，有授予日和到期日",
        en: "a title whose last day follows from a scheme has that day and the day it was granted",
        sql: "select 'title ' || id as place from title \
              where end_by is not null and (granted_on is null or valid_to is null)",
    },
    Invariant {
        code: "merged-is-linked",
        zh: "并入别家的主体，有指着那一家的承继关系，别的主体没有",
        en: "a subject that was merged into another is linked to it as its successor, and no other is",
        sql: "select 'subject ' || s.id as place from subject s left join link l on l.subject_id = s.id \
              and l.kind = 'successor' and l.to_batch is null \
              where coalesce(s.merged_into, 0) <> coalesce(l.to_id, 0)",
    },
    Invariant {
        code: "undone-by-its-undo",
        zh: "已撤销的批次由指着它的撤销批次撤销，别的批次没有",
        en: "an undone batch names the undo that names it, and no other batch does",
        sql: "select 'batch ' || b.id as place from batch b left join batch u on u.id = b.undone_in \
              where (b.state = 'undone') <> (b.undone_in is not null) \
              or (b.undone_in is not null and (u.kind <> 'undo' or u.about is null or u.about <> b.id))",
    },
    Invariant {
        code: "batch-counts",
        zh: "批次的计数相合：退回不多于读到，改动不多于写入",
        en: "a batch refused no more rows than it read, and changed no more values than it wrote",
        sql: "select 'batch ' || id as place from batch where n_refused > n_rows or n_changed > n_values \
              or n_refused < 0 or n_changed < 0",
    },
    Invariant {
        code: "figures-counted",
        zh: "各批次带来和终止的值，与所记的个数相合",
        en: "a batch brought and closed as many values as are counted of it",
        sql: "select 'batch ' || batch_id || ' ' || indicator || ' ' || period as place from (\
              select batch_id, indicator, period, n_opened as opened, n_closed as closed from batch_figure union all \
              select from_batch, indicator, period, -count(*), 0 from observation \
              group by from_batch, indicator, period union all \
              select to_batch, indicator, period, 0, -count(*) from observation where to_batch is not null \
              group by to_batch, indicator, period) counted \
              group by batch_id, indicator, period having sum(opened) <> 0 or sum(closed) <> 0",
    },
    Invariant {
        code: "assessment-counts",
        zh: "评价结果的家数等于各结论之和，也等于所存的行数",
        en: "an assessment has as many rows as it says, and as many of each outcome",
        sql: "select 'assessment ' || a.hash as place from assessment a left join (select hash, count(*) as n, \
              sum(case when outcome = 'pass' then 1 else 0 end) as n_pass, \
              sum(case when outcome = 'fail' then 1 else 0 end) as n_fail, \
              sum(case when outcome = 'undetermined' then 1 else 0 end) as n_undetermined \
              from assessment_row group by hash) r on r.hash = a.hash \
              where a.n <> coalesce(r.n, 0) or a.n_pass <> coalesce(r.n_pass, 0) \
              or a.n_fail <> coalesce(r.n_fail, 0) or a.n_undetermined <> coalesce(r.n_undetermined, 0) \
              or a.n <> a.n_pass + a.n_fail + a.n_undetermined",
    },
    Invariant {
        code: "result-of-somebody",
        zh: "每条评价结果都有它的评价和主体",
        en: "each result is one of an assessment and about a subject that there are",
        sql: "select 'assessment ' || r.hash || ' subject ' || r.subject_id as place from assessment_row r \
              where not exists (select 1 from assessment a where a.hash = r.hash) \
              or not exists (select 1 from subject s where s.id = r.subject_id)",
    },
    Invariant {
        code: "match-decided",
        zh: "名单比对：选定的有主体和批次，未定的没有人决定",
        en: "a match that was chosen names a subject and the batch of the answer, and an open one nobody who decided",
        sql: "select 'match ' || m.id as place from name_match m left join batch b on b.id = m.answered_in \
              where (m.state = 'chosen') <> (m.subject_id is not null) or (m.state = 'open') <> (m.decided_by is null) \
              or (m.state = 'chosen' and (b.id is null or b.kind <> 'match' or b.about <> m.batch_id))",
    },
    Invariant {
        code: "job-ended",
        zh: "结束的任务有结束时间，进行中的有执行者",
        en: "a job that ended says when, and one that runs says whose it is",
        sql: "select 'job ' || id as place from job \
              where (state in ('done', 'failed', 'cancelled')) <> (finished_at is not null) \
              or (state = 'running' and (worker is null or seen_at is null))",
    },
    Invariant {
        code: "stopped-is-out",
        zh: "停用的人没有登录",
        en: "nobody who was stopped is signed in",
        sql: "select 'person ' || p.login as place from person p where p.state = 'stopped' \
              and exists (select 1 from session s where s.person_id = p.id)",
    },
    Invariant {
        code: "an-administrator",
        zh: "有用户就有一位在用的管理员",
        en: "where there are people, one administrator may sign in",
        sql: "select 'person' as place from head where exists (select 1 from person) and not exists \
              (select 1 from person where role = 'administrator' and state = 'active')",
    },
];

impl Store {
    /// The invariants that are broken; none, as long as all is well. The ledger's chain is walked by
    /// [`verify_ledger`](Store::verify_ledger).
    pub async fn breaches(&self) -> Result<Vec<Breach>, StoreError> {
        let mut breaches = Vec::new();
        for invariant in INVARIANTS {
            let rows = sqlx::query(invariant.sql).fetch_all(&self.reads).await?;
            if !rows.is_empty() {
                let places = rows.iter().take(SHOWN).map(|row| text(row, "place"));
                breaches.push(Breach { invariant, places: places.collect::<Result<_, _>>()? });
            }
        }
        Ok(breaches)
    }
}
