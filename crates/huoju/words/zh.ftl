### 火炬命令行的中文文字。与 en.ftl 的键完全一致，由测试把守。

## 帮助
about = 火炬：每个数字都答得出——从哪来、依何规、如何变
usage = 用法
heading-arguments = 参数
heading-options = 选项
usage-tail = <命令> [选项]
usage-options = [选项]
more-help = 每个命令的用法：huoju <命令> --help
stage-evaluate = 评价
option-lang = 界面语言：zh 或 en（默认按 LC_ALL、LC_MESSAGES、LANG，否则 zh）
option-packs = 规则包文件夹，覆盖内置的同名规则包（也可设 HUOJU_PACKS）
option-help = 显示本帮助
option-version = 显示版本

assess-about = 按一个办法给主体打分、分档
assess-scheme = 规则库中的办法，或办法文件：cn-tech-sme、./draft.toml
assess-data = 总体文件：csv、xlsx、xls、ods、parquet，或 Parquet 文件夹
assess-period = 数字所属的期：2025、2025Q1（默认取文件中最近的期，没有则取上一整年）
assess-as-of = 申报日，如 2026-03-31（默认为所属期最后一天）
assess-sheet = 工作簿里的哪一张工作表
assess-only = 只评这些主体：逗号分隔的代码、每行一个代码的文件，或 -（读标准输入）
assess-columns = 只输出这些列，逗号分隔：id,outcome,total
assess-missing = 缺数如何算：strict（缺一项即缺）或 settled（已知数能定则定）（默认依办法）
assess-no-presume = 不推定：办法推定的事实，没有记录就算缺
assess-out = 结果写到哪里（默认标准输出）
assess-format = table、csv、xlsx、parquet 或 json（默认按 --out 的扩展名；终端用 table，管道用 csv）
assess-explain = 在每个主体下列出每一分所依的条款（用于 table 和 json）
assess-refused = 把退回的行连同原因写成一份副本
assess-threads = 用几个线程（默认全部处理器）
assess-after =
    退出状态：0 全部读取并评价；1 有行被退回；2 什么也没能评价
    示例：
      huoju assess cn-tech-sme --data 园区.xlsx --period 2025 --explain
      huoju assess cn-tech-sme --data 园区.xlsx --out 结果.xlsx --refused 退回.xlsx

explain-about = 逐条说明一个主体的评价依据
explain-subject = 主体的代码或名称
explain-json = 输出 JSON
explain-after =
    退出状态：0 已说明；2 没有这个主体，或没能评价
    示例：
      huoju explain cn-tech-sme --data 园区.xlsx --subject 91640100MA75XXXX0X
      huoju explain cn-tech-sme --data 园区.xlsx --subject 某某科技

scheme-about = 规则库：列出、查看、检查、测试、比较办法
scheme-usage = <命令> [选项]
heading-commands = 命令
scheme-list-about = 列出规则库中的办法
scheme-list-at = 只列这一天（或期）施行的：2024-06-30、2024
scheme-list-after =
    示例：
      huoju scheme list --at 2024
scheme-show-about = 把一个办法写成可读的文字
scheme-show-after =
    示例：
      huoju scheme show cn-tech-sme
scheme-check-about = 检查办法文件：单位、分档、合计、条款，逐处指出并给出改法
scheme-check-files = 办法文件，或规则库中的办法
scheme-check-after =
    退出状态：0 没有错误；1 有文件有错；2 有文件无法读取
    示例：
      huoju scheme check ./draft.toml
scheme-test-about = 跑办法的用例，以及每条分档线下、线上、线外自动生成的用例
scheme-test-schemes = 办法或办法文件（默认规则库全部）
scheme-test-after =
    退出状态：0 全部相符；1 有不符；2 没能运行
    示例：
      huoju scheme test cn-tech-sme
scheme-diff-about = 比较两个办法，逐条说出差别
scheme-diff-a = 原来的办法
scheme-diff-b = 后来的办法
scheme-diff-after =
    示例：
      huoju scheme diff cn-tech-sme ./draft.toml

## 命令行有误
error-prefix = 错误
warning-prefix = 注意
args-unknown-option = 没有选项 { $option }
args-unknown-command = 没有命令 { $command }
args-near = 是不是 { $near }？
args-missing = 缺少 { $what }
args-no-command = 请给出命令
args-conflict = { $option } 只能给一次，或与其他选项冲突
args-bad-value = { $option } 不能是“{ $value }”
args-no-value = { $option } 后面缺少值
args-see = 用法见：{ $command } --help
args-period = 所属期“{ $value }”看不懂；写 2025、2025Q1、2025-03 或 2025年1—5月
args-date = 日期“{ $value }”看不懂；写成 2026-03-31
args-at = “{ $value }”既不是日期也不是期；写 2024-06-30 或 2024
args-lang = 语言“{ $value }”没有；可用 zh、en
args-format = 格式“{ $value }”没有；可用 table、csv、xlsx、parquet、json
args-missing-mode = --missing 不能是“{ $value }”；可用 strict、settled
args-threads = --threads 须是 1 至 256 的整数
args-out-format = 从 { $path } 的扩展名看不出格式；请用 .csv、.xlsx、.parquet、.json，或加 --format
args-stdout-format = { $format } 不能写到标准输出；请用 --out 指定文件
args-explain-format = --explain 只用于 table 和 json，不能用于 { $format }
args-column = 没有列 { $column }；可用：{ $known }
args-explain-columns = --explain 不能与 --columns 同用
args-same-file = --out 与 --data 是同一个文件 { $path }；请另写一个文件
args-same-refused = --refused 与 --data 或 --out 是同一个文件 { $path }；请另写一个文件
args-refused-ending = --refused 写 .{ $ending } 文件，不能写 { $path }

## 评价
progress = 已评 { $rows } 行
only-unreadable = 无法读取主体清单 { $path }：{ $why }
only-empty = 主体清单是空的
only-absent = 清单中有 { $count } 个主体不在文件里：{ $ids }
out-unwritable = 无法写 { $path }：{ $why }；请检查路径和权限
absent-columns = 文件里没有这些列，按缺数处理
absent-column = { $name }（{ $code }）：影响 { $used }
presumed-columns = 文件里没有这些列，按办法推定（--no-presume 可关闭）
presumed-column = 推定为{ $value }：{ $names }
yes = 是
no = 否
ignored-columns = 这些列没有指标对应，未读取：{ $columns }
refused-heading = 退回 { $rows } 行：
refused-line = { $place }：“{ $value }”{ $why }
refused-line-bare = { $place }：{ $why }
refused-more = 还有 { $count } 处；--refused 文件 可全部写出
refused-written = 退回的行已写到 { $path }
refused-none = 没有退回的行，未写 { $path }
notice-more = 还有 { $count } 条提示
place-row = { $file } 第{ $row }行
place-cell = { $file } { $cell }
place-column = {" "}“{ $column }”
summary-title = { $title }（{ $scheme }），{ $period }
summary-rows = 行数：读取 { $read }，评价 { $assessed }，退回 { $refused }
summary-rows-skipped = ，不在所评之列 { $skipped }
summary-outcomes = 结果：通过 { $pass }，未通过 { $fail }，待定 { $undetermined }
summary-tiers = 档次：{ $tiers }
summary-warning = { $count } 个主体：{ $says }
summary-missing = 最常缺的数：{ $figures }
summary-missing-figure = { $name } { $count }
summary-written = 结果已写到 { $path }
separator = 、
semicolon = ；
colon = ：
nothing-assessed = 没有一行可以评价；请先改正上面退回的行
no-subjects = 没有要评的主体；请核对 --only 和 --period

## 依据
subject-unknown = { $path } 里没有主体“{ $subject }”
subject-near = 相近的有：
subject-ambiguous = “{ $subject }”不止一个，请用代码指明：
subject-refusals = 退回的行里可能有它：

## 表格
outcome-pass = 通过
outcome-fail = 未通过
outcome-undetermined = 待定

## 办法
list-id = 办法
list-title = 名称
list-source = 文件
list-force = 施行
list-since = { $from } 起
list-between = { $from } 至 { $to }
list-none = 没有这一天施行的办法
check-clean = { $file }：没有错误
check-found = { $files } 个文件有错
test-scheme = { $scheme }：{ $cases } 个用例，{ $edges } 个自动用例，{ $failed } 个不符
test-no-cases = { $scheme }：没有用例；请在 { $path } 写用例
test-failed = { $place } { $name }
test-difference = {" "}{ $key }：应为 { $expected }，实为 { $found }
test-edge = 自动用例 { $name }
test-unreached = { $scheme }：这些分档线没有能放到其旁的数，未自动测试：{ $edges }
test-all = 全部相符
diff-none = 两个办法没有差别
