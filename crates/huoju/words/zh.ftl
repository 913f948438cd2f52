### 火炬命令行的中文文字。与 en.ftl 的键完全一致，由测试把守。

## 帮助
about = 火炬：每个数字都答得出——从哪来、依何规、如何变
usage = 用法
heading-arguments = 参数
heading-options = 选项
usage-tail = <命令> [选项]
usage-options = [选项]
value-scheme = 办法
value-rule = 规则
value-table = 名称=文件
value-file = 文件
value-folder = 文件夹
value-lang = 语言
value-period = 期
value-date = 日期
value-sheet = 工作表
value-mode = 口径
value-ids = 代码|文件
value-columns = 列
value-format = 格式
value-count = 个数
value-subject = 主体
assess-usage = <办法> [--data <文件>] [选项]
explain-usage = <办法> [--data <文件>] --subject <主体> [选项]
more-help = 每个命令的用法：huoju <命令> --help
stage-select = 遴选
stage-evaluate = 评价
option-lang = 显示语言：zh 或 en（默认看环境变量 LC_ALL、LC_MESSAGES、LANG，都没有则 zh）
option-packs = 存放规则包的文件夹，同名的规则包取代内置的（也可设环境变量 HUOJU_PACKS）
option-help = 显示本帮助
option-version = 显示版本

rank-about = 按排序规则由打分算出分数、名次和晋级名单，另附可靠程度的统计
rank-usage = <规则> --marks <文件> [选项]
rank-rule = 规则库中的排序规则，或规则文件：mean-of-3、./决赛.toml
rank-marks = 打分表（CSV）：entry_id,expert_id,criterion,mark，另可有 section、item、group、state
rank-entries = 申报名单（CSV）：entry_id，另可有 name、field、group、org、state；没有名单则有分的都算
rank-table = 规则要用的附表（CSV），如 base=基础分.csv；可写多次
rank-out-option = 名次表写到哪里，CSV（默认以文字写到标准输出）
rank-report = 另写一份 JSON 报告
rank-seed = 模拟抽样的种子；同一种子，结果相同（默认 1）
rank-draws-option = 模拟名次多少次，0 至 60000；0 则不作统计（默认 10000）
rank-after =
    名次和晋级只依规则；校准分、名次区间等统计仅供参考，不影响名次。
    退出状态：0 已排序；2 有错，没有排序
    示例：
      huoju rank mean-of-3 --marks 打分.csv --entries 名单.csv --out 名次.csv --report 名次.json

assess-about = 按一个办法给主体打分、分档
assess-scheme = 规则库中的办法，或办法文件：cn-tech-sme、./draft.toml
assess-data = 总体文件（一个主体一行；不给则评数据目录里的企业）：csv、xlsx、xls、ods、parquet，或 Parquet 文件夹
assess-period = 数据所属期：2025、2025Q1（默认取文件中最近的一期，文件没有写明则取上一整年）
assess-as-of = 申报日，如 2026-03-31（默认为所属期的最后一天）；办法有几版的，取这天施行的
assess-sheet = 工作簿里的哪一张工作表
assess-only = 只评这些主体：逗号分隔的代码、每行一个代码的文件，或 -（从标准输入读）
assess-columns = 只输出这些列，逗号分隔：id,name,outcome,total（默认全部；csv、json、parquet 默认不含 name）
assess-missing = 缺数怎么算：strict（用到的数缺一个，该评价项就算缺）或 settled（已有的数足以定分就定分）（默认依办法）
assess-no-presume = 不作推定：没有记录的事实一律算缺
assess-out = 结果写到哪里（默认标准输出）
assess-format = table、csv、xlsx、parquet 或 json（默认看 --out 的扩展名；没有 --out 时，终端用 table，管道用 csv）
assess-explain = 逐个主体列出每一分所依的条款，代替表格（用于 table 和 json）
assess-refused = 另存一份原表，在退回的单元格和行上注明原因，供退给填报人
assess-threads = 用几个线程（默认用全部处理器）
assess-after =
    退出状态：0 全部读取并评价；1 有行被退回，其余已评价；2 没能评价
    示例：
      huoju assess cn-tech-sme --data 园区.xlsx --period 2025 --explain
      huoju assess cn-tech-sme --data 园区.xlsx --out 结果.xlsx --refused 退回.xlsx

explain-about = 逐条说明一个主体的评价依据
explain-subject = 主体的代码或名称
explain-json = 输出 JSON
explain-after =
    退出状态：0 已说明；2 没有这个主体、它的行已退回，或没能评价
    示例：
      huoju explain cn-tech-sme --data 园区.xlsx --subject 91640100MA75XXXX0X
      huoju explain cn-tech-sme --data 园区.xlsx --subject 某某科技

compare-usage = <办法> <另一办法> --data <文件> [选项]
compare-about = 推演：同一批主体按两个办法（或两版、改过的草案）评，谁进、谁出、谁变
compare-other = 另一个办法：规则库中的编号，或办法文件
compare-out = 有变动的主体写到哪里（默认标准输出；按后缀写成 csv、xlsx、parquet 或 json）
compare-no-data = compare 从文件读数，请给出 --data，如 huoju compare cn-tech-sme 草案.toml --data 园区.xlsx
compare-column-id = 代码
compare-column-name = 名称
compare-column-change = 变动
compare-column-outcome-before = 原来结果
compare-column-tier-before = 原来档次
compare-column-total-before = 原来总分(分)
compare-column-outcome-after = 现在结果
compare-column-tier-after = 现在档次
compare-column-total-after = 现在总分(分)
compare-title = { $before } → { $after }
compare-summary = 共 { $n }；通过 { $before } → { $after }：进入 { $enter }，退出 { $leave }；另有换档或待定有变 { $move }，只是分数变了 { $rescored }
compare-no-tier = 无档次
compare-alone = 有的主体只按一个办法评了（另一个办法退回了它的行）：只按前一个 { $before }，只按后一个 { $after }；都不计入
compare-after =
    退出状态：0 完成；1 有行被退回，其余已比较；2 没能比较
    示例：
      huoju compare nx-little-giant-2018 nx-little-giant --data 园区.xlsx
      huoju compare cn-tech-sme 草案.toml --data 园区.xlsx --out 变动.xlsx
gap-usage = <办法> --data <文件> [--subject <主体>] [选项]
gap-about = 差多少、怎样达到：最省的几步，用主体自己的数说明
gap-levers = 可调项文件：能动什么、一步多少、跟着动什么、费用多少（默认规则包里的示例）
gap-subject = 只看这一个主体：代码或名称（默认全部，写成一张表）
gap-to = 要达到的档次，排在它前面的也算（默认通过即可）
gap-json = 输出 JSON
gap-out = 结果写到哪里（默认标准输出；表按后缀写成 csv、xlsx、parquet 或 json）
gap-no-data = gap 从文件读数，请给出 --data，如 huoju gap { $scheme } --data 园区.xlsx
gap-unknown-tier = 办法 { $scheme } 没有档次“{ $tier }”；有：{ $known }
gap-no-lever = 可调项都动不了本办法要看的数；请用 --levers 另给一份文件
gap-column-outcome = 结果
gap-column-state = 与目标
gap-column-one-step = 一步之差
gap-column-step = 这一步
gap-column-indicator = 指标
gap-column-from = 现在
gap-column-to = 达到
gap-column-by = 差
gap-column-with = 跟着动的
gap-column-cost = 费用
gap-column-plan = 最省的办法
gap-column-plan-cost = 最省的费用
gap-column-proven = 已证明
gap-summary = 已达到 { $reached }，待定 { $undetermined }；一步之差 { $one }，几步之差 { $further }，可调项达不到 { $beyond }
gap-unproven = { $count } 个主体在查找的限度内未证明最省（proven 列为“否”）
gap-closed = { $period }已结账，表中是差多少，不是要改的账；对 { $next }的目标见 huoju gap … --subject
gap-sample = 费用是示例，不是规定；请按本地实际另写可调项文件，用 --levers 指定
gap-after =
    退出状态：0 已算；1 有行被退回；2 没能算
    示例：
      huoju gap cn-tech-sme --data 园区.xlsx --subject 某某科技
      huoju gap cn-tech-sme --data 园区.xlsx --levers 可调项.toml --out 差距.xlsx
value-tier = 档次

match-usage = [--offers <编号>] [--data <文件>] [--subject <主体>] [选项]
match-about = 政策匹配：哪些政策、贷款、服务适合谁，差哪一条，缺什么数据
match-offers = 只匹配这几项：编号或文件，以逗号分开（默认规则包里的全部）
value-offers = 编号,…
match-as-of = 申请日：2026-11-28（默认今天）
match-subject = 只看这一家企业：代码或名称（默认全部，一家企业一项政策一行）
match-out = 结果写到哪里（默认标准输出；表按后缀写成 csv、xlsx、parquet 或 json）
match-after =
    申请时间已过、文件已失效的不匹配。同一组就高不重复的，优惠最高的保留，其余写明让位于谁。
    退出状态：0 已匹配；1 有行被退回；2 没能匹配
    示例：
      huoju match --data 园区.xlsx --out 匹配.xlsx
      huoju match --data 园区.xlsx --subject 某某科技
      huoju match --offers sample-hnte-award,./本地补助.toml --data 园区.xlsx
match-no-offers = 没有可匹配的政策产品：都已截止；换一个 --as-of，或用 --offers、--packs 另给
match-closed = 到 { $day } 已截止，未匹配：{ $offers }
match-absent = 没有这些数据，看它们的条件待定：{ $names }
match-title = 政策匹配  所属期 { $period }  申请日 { $day }
match-counts = { $offer }：符合 { $fits }，差一条 { $one }，待定 { $open }，不符合 { $not }
match-sample-note = 标“示例”的政策产品是编的，不是规定，不可用于申报
match-group = { $standing } { $count } 项
match-offer = { "  " }{ $title }{ $sample }  { $benefit }
match-sample = （示例）
match-automatic = { "      " }免申即享候选：现有数据已定每一条
match-gives-way = { "      " }就高不重复：让位于{ $other }
match-failed = { "      " }不符合：{ $conditions }
match-undetermined = { "      " }待定：{ $conditions }
match-missing = { "      " }缺：{ $figures }
match-spent = { "      " }预算已用完
match-not-yet = { "      " }{ $day } 起受理

scheme-about = 规则库：列出、查看、检查、测试、比较办法
scheme-usage = <命令> [选项]
heading-commands = 命令
scheme-list-about = 列出规则库中的办法
scheme-list-at = 只列这一天（或期）施行的：2024-06-30、2024
scheme-list-after =
    示例：
      huoju scheme list --at 2024
scheme-show-usage = <办法>
scheme-show-about = 把一个办法写成便于阅读的文字
scheme-show-after =
    示例：
      huoju scheme show cn-tech-sme
scheme-check-usage = <文件>...
scheme-check-about = 检查办法文件：计量单位、分档、总分、条款，逐处指出并给出改法
scheme-check-files = 办法文件，或规则库中的办法
scheme-check-after =
    退出状态：0 没有错误；1 有文件有错；2 有文件无法读取
    示例：
      huoju scheme check ./draft.toml
scheme-test-usage = [办法]...
scheme-test-about = 运行办法的用例，以及自动生成的用例：每条分档线之下、恰在线上、之上各一个
scheme-test-schemes = 办法或办法文件（默认规则库全部）
scheme-test-after =
    退出状态：0 全部相符；1 有不符；2 没能运行
    示例：
      huoju scheme test cn-tech-sme
scheme-diff-usage = <原办法> <新办法>
scheme-diff-about = 比较两个办法，逐条列出差别
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
args-no-command = 没有写命令
args-conflict = { $option } 只能写一次，或者与别的选项冲突
args-bad-value = { $option } 不能是“{ $value }”
args-no-value = { $option } 后面没有写值
args-see = 用法见：{ $command } --help
args-period = “{ $value }”不是所属期；请写 2025、2025Q1、2025-03 或 2025年1—5月
args-date = “{ $value }”不是日期；请写成 2026-03-31
args-at = “{ $value }”既不是日期也不是所属期；请写 2024-06-30 或 2024
args-lang = 没有语言“{ $value }”；可用 zh、en
args-format = 没有格式“{ $value }”；可用 table、csv、xlsx、parquet、json
args-missing-mode = --missing 不能是“{ $value }”；可用 strict、settled
args-threads = --threads 须是 1 至 256 的整数
args-out-format = 从 { $path } 的扩展名看不出格式；请用 .csv、.xlsx、.parquet、.json，或加 --format
args-stdout-format = { $format } 不能写到标准输出；请用 --out 指定文件
args-explain-format = --explain 只用于 table 和 json，不能用于 { $format }
args-column = 没有列 { $column }；可用：{ $known }
args-explain-columns = --explain 不能与 --columns 同用
args-table = “{ $value }”应写成 名称=文件，如 base=基础分.csv
args-overwrites = { $path } 不能既读又写，也不能写两次；结果请写到别的文件
args-same-file = --out 与 --data 是同一个文件 { $path }；结果请写到别的文件
args-same-refused = --refused 与 --data 或 --out 是同一个文件 { $path }；请写到别的文件
args-refused-ending = --refused 的文件扩展名应为 .{ $ending }，不能是 { $path }

## 评价
progress = 已评价 { $rows } 行
opening = 正在打开 { $path }
only-unreadable = 无法读取 --only 的清单 { $path }：{ $why }
only-empty = --only 的清单是空的；请写主体代码
only-absent = --only 中有 { $count } 个主体没有评价，文件里没有或已退回：{ $ids }
stdout = 标准输出
later-columns = 下列各列的年份晚于所属期 { $period }，没有读取：{ $columns }
out-unwritable = 无法写 { $path }：{ $why }；请核对路径和权限
absent-columns = 文件里没有下列指标，按缺数处理
absent-column = { $name }（{ $code }）：影响{ $used }
presumed-columns = 文件里没有下列事实，作推定处理（加 --no-presume 则不推定）
presumed-column = 推定为{ $value }：{ $names }
yes = 是
no = 否
ignored-columns = 下列各列不知是什么指标，没有读取：{ $columns }
ignored-many = 有 { $count } 列不知是什么指标，没有读取：{ $columns }等
ignored-near = { $header }（是不是“{ $near }”？）
refused-heading = 退回 { $rows } 行：
refused-line = { $place }填的是“{ $value }”：{ $why }
refused-line-bare = { $place }：{ $why }
refused-more = 还有 { $count } 处；要看全部，请加 --refused
refused-written = 注明退回原因的副本已写到 { $path }
refused-none = 没有退回的行，未写 { $path }
notice-more = 同样的提示共 { $all } 处，其余 { $count } 处从略
place-row = { $file } 第{ $row }行
place-cell = { $file } { $cell }
place-column = “{ $column }”
place-subject = （{ $subject }）
summary-title = { $title }（{ $scheme }），{ $period }
summary-rows = 行数：读取 { $read }，评价 { $assessed }，退回 { $refused }
summary-rows-skipped = ，未要求评价 { $skipped }
summary-outcomes = 结果：通过 { $pass }，未通过 { $fail }，待定 { $undetermined }
summary-tiers = 档次：{ $tiers }
summary-warning = { $count } 个主体：{ $says }
summary-missing = 缺得最多的指标：{ $figures }
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
subject-ambiguous = “{ $subject }”不止一个，请改用代码：
subject-refusals = 有些行没有写明主体，已退回，其中可能有它：
subject-refused = { $path } 里“{ $subject }”的行已退回，没有评价；请改正后再评：
subject-other-rows = 这个主体另有行被退回：
explained-head = 《{ $title }》（{ $source }）  所属期 { $period }  预评
explained-readings = 口径说明
explained-reading = 〔{ $clause }〕{ $text }

## 表格
outcome-pass = 通过
outcome-fail = 未通过
outcome-undetermined = 待定

## 办法
list-id = 办法
list-title = 名称
list-source = 依据文件
list-force = 施行
list-since = { $from } 起
list-between = { $from } 至 { $to }
list-none = 规则库里没有当时施行的办法
check-clean = { $file }：没有错误
check-found = { $files } 个文件有错误
test-scheme = { $scheme }：用例 { $cases } 个，自动生成的用例 { $edges } 个，不符 { $failed } 个
test-no-cases = { $scheme }：没有用例；请在 { $path } 写用例
test-failed = { $place } { $name }
test-difference = {" "}{ $key }：应为 { $expected }，实为 { $found }
test-edge = 自动生成的用例：{ $name }
test-unreached = { $scheme }：下列分档线旁边取不到合适的数，没有自动测试：{ $edges }
test-all = 全部相符
diff-none = 两个办法没有差别

## 遴选
value-panel = 构成
value-seed = 种子
value-pair = 项目:专家
value-hash = 哈希
args-count = { $option } 须是 { $least } 至 { $most } 的整数，不能是“{ $value }”
conflicts-usage = --entries <文件> --experts <文件> --as-of <日期> [选项]
conflicts-about = 找出哪位专家须回避哪个项目，附依据和日期
conflicts-as-of = 以哪一天为准往前看，如 2026-03-31
conflicts-declared = 任一方的声明：entry_id,expert_id[,reason,date]；可写多次
conflicts-ties = 关系：id,party,relation[,from,to,source]，id 是项目或专家，party 是单位或人；可写多次
conflicts-years = 已结束的关系在几年内仍须回避（默认 3）
conflicts-after =
    项目的申报单位和专家的任职单位取自 org 列。
    退出状态：0 已写出；2 没能完成
    示例：
      huoju conflicts --entries 项目.csv --experts 专家.csv --ties 任职与持股.csv --declared 声明.csv --as-of 2026-03-01 --out 回避.csv
conflicts-done = 须回避 { $pairs } 对，依据 { $facts } 条
conflicts-backwards = 结束早于开始；请核对两个日期
conflicts-unknown = 项目和专家里都没有这个代码
conflicts-both = 这个代码既是项目又是专家；请改用不同的代码
assign-usage = --entries <文件> --experts <文件> --similarity <文件> [选项]
assign-about = 把专家分派给项目：证明最优，附证书；或分组路演
assign-entries = 项目：entry_id,field,org,need[,panel]
assign-experts = 专家：expert_id,field,org,cap[,type]
assign-similarity = 相似度：entry_id,expert_id,sim_e6（0 至 1000000 的整数）；没有列出的一对不能分派
assign-conflicts = 回避：entry_id,expert_id[,reason,date]；可写多次
assign-need = 每个项目要几位专家（取代 need 列）
assign-panel = 每个专家组的构成，如 technical=2,investment=2,finance=1（取代 panel 列）
assign-one-per-org = 同一专家组里同一单位至多一人
assign-mode = total（总相似度最大）、fair（先让最差的一对尽量好，再求总和）或 random（任何一对的机会不超过 1/k）（默认 total）
assign-k = random 方式的 k（默认 2）
assign-seed = 种子，随结果存档（random 和分组时必须给）
assign-balance = 均衡：专家每多一个项目，其后每个项目多记的代价，百万分之一为单位（默认 0）
assign-link = 连通：为使各专家组可比，每一对至多让出多少相似度，百万分之一为单位（默认 0，不作）
assign-rooms = 分组路演：分几组，每组一个专家组评全组项目
assign-size = 分组时每组几位专家，如 3 或 5（默认 3）
assign-why = 为什么不是这位专家；可写多次
assign-format = csv 或 json（默认看 --out 的扩展名，否则 csv）
assign-certificate = 证书（JSON）写到哪里
assign-after =
    退出状态：0 全部名额都有专家；1 有名额空缺，其余已分派，原因已列出；2 没能分派
    示例：
      huoju assign --entries 项目.csv --experts 专家.csv --similarity 相似度.csv --conflicts 回避.csv --out 分派.csv --certificate 证书.json
      huoju assign --entries 项目.csv --experts 专家.csv --similarity 相似度.csv --rooms 6 --size 5 --seed 20260316 --out 分组.csv
assign-no-seed = random 和 --rooms 要有 --seed；请给一个事先公布的种子
assign-bad-mode = --mode 不能是“{ $value }”；可用 total、fair、random
assign-bad-format = --format 不能是“{ $value }”；可用 csv、json
assign-rooms-csv = 分组结果写成 CSV；请去掉 --format json 或 --rooms
assign-bad-why = --why 不能是“{ $value }”；请写成 项目:专家，如 P00001:X0002
assign-crossing = 项目 { $entry }：同单位至多一人与专家组构成交叉，这时只有 --mode total 能求出最优
assign-filled = 名额：需要 { $needed }，已有专家 { $filled }
assign-total = 总相似度：{ $total }
assign-worst = 最差的一对 { $worst }；合计最低的项目 { $entry }，{ $sum }
assign-proved = 已证明最优：目标值与上界相等（{ $value }）
assign-branched = 已证明最优：分支定界 { $branches } 支，目标值 { $value }，价格给出的上界 { $bound }
assign-gap = 未证明最优：目标值 { $value }，上界 { $bound }
assign-random = 任何一对的机会不超过 1/{ $k }；种子“{ $seed }”
assign-binding = 已满而再多一个名额会更好的专家：{ $count } 位
assign-parts = 各专家组分成互不相连的 { $count } 块，块与块之间的评分松紧无法比较；可加 --link
assign-unmet = 有 { $count } 个名额没有专家：
assign-shortage = { $entries } 个项目（{ $ids }）共需 { $need } 个名额，能评的专家只有 { $experts } 位，共 { $places } 个名额，缺 { $unmet } 个
why-unknown = --why：没有项目 { $entry } 或专家 { $expert }
why-assigned = { $entry }：{ $expert } 已在专家组里
why-conflict = { $entry }：{ $expert } 须回避
why-not-eligible = { $entry }：没有 { $expert } 的相似度，不能分派
why-floor = { $entry }：{ $expert } 的相似度低于 fair 的底线 { $value }
why-kind = { $entry }：{ $expert } 的类型不在专家组构成里
why-no-place = { $entry }：{ $expert } 没有名额，或项目不要专家
why-loss = { $entry }：若一定用 { $expert }，其余都重新排到最好，总值仍减少 { $value }
why-unmet = { $entry }：若一定用 { $expert }，会有一个名额没有专家
rooms-done = 分成 { $rooms } 组，各组项目数：{ $sizes }；种子“{ $seed }”
rooms-total = 总相似度：{ $total }（专家组与项目轮流求最优，不保证全局最优）
rooms-left = 没有不须回避的组：{ $ids }；专家组空缺 { $seats } 席
draw-usage = --candidates <文件> [--seed <种子>] [选项]
draw-about = 抽签：先公布名单的哈希，后用公开的种子定顺序，谁都能核对
draw-candidates = 名单，有一列 id
draw-seed = 公开的种子；不给则只算名单的哈希
draw-count = 抽几个（默认全部排序）
draw-commitment = 先前公布的哈希；名单若有改动则拒绝
draw-after =
    核对：名单的哈希是各 id 按字节排序、每个后加换行的 SHA-256；顺序是 SHA-256(种子 ‖ id) 从小到大。
    示例：
      huoju draw --candidates 名单.csv
      huoju draw --candidates 名单.csv --commitment 96f4… --seed 2026035 --count 12 --out 抽签.csv
draw-twice = 这个代码前面已有
draw-changed = 名单有改动：公布的哈希是 { $published }，现在是 { $found }；请用公布时的名单
draw-committed = 名单 { $count } 个，哈希如上；请在种子产生之前公布
draw-done = 从 { $all } 个中抽出 { $count } 个；名单的哈希 { $commitment }，种子“{ $seed }”
select-unreadable = 无法读取 { $path }：{ $why }
select-encoding = { $path } 不是 UTF-8 或 GB18030 的文本；请另存为 CSV UTF-8
select-broken = { $path } 不是完好的 CSV：{ $why }
select-no-column = { $path } 没有列 { $column }；现有：{ $found }
select-refused = { $path } 第{ $line }行“{ $column }”填的是“{ $value }”：{ $why }
select-number = 须是 { $least } 至 { $most } 的整数
select-date = 不是日期；请写成 2026-03-31，或留空
select-no-id = 没有代码；请填上
select-twice = 这个代码在第{ $line }行已有；每个只写一行
select-pair-twice = 这一对前面已有；每对只写一行
select-unknown-entry = 项目表里没有这个项目；请核对代码
select-unknown-expert = 专家表里没有这位专家；请核对代码
select-panel = 不是专家组构成；请写成 technical=2;finance=1
select-panel-sum = 构成合计 { $sum } 人，与需要的 { $need } 人不符
select-too-few = 需要 { $wanted } 个，只有 { $found } 个
select-internal = 程序内部错误，请连同文件一起报告：{ $why }
## 梯度
value-ladder = 梯度
ladder-usage = [梯度] [--data <文件>] [选项]
ladder-about = 梯度培育：谁在哪一级、下一级还缺什么、逐年怎样流动
ladder-ladder = 规则包里的梯度，或文件：nx-tech-enterprise、./draft.toml；不写则列出全部
ladder-data = 从这个文件读数，不用数据目录：csv、xlsx、parquet 或 Parquet 的文件夹
ladder-period = 只看这一年（默认逐年都看）
ladder-day = 哪一天持有的资格、哪一天施行的办法（默认各年年末，数据目录的今年看到今天）
ladder-out = 结果写到哪里（默认标准输出；按后缀写成 csv、xlsx、parquet 或 json）
ladder-place = 地方
ladder-nation = 全国
ladder-rungs = 从低到高
ladder-no-year = 这一年不在看得到的年份里；有：{ $years }
ladder-silent = 没有名单也没有评价说到这几级：{ $rungs }
ladder-no-column = 文件里没有栏目说谁持有：{ $rungs }；没有写明的不当作没有
ladder-summary = { $title }（{ $ladder }）
ladder-by = 持有资格 / 预评达到
ladder-none = 不在名单上
ladder-untold = 没有数据
ladder-moved = { $from } → { $to }：上升 { $rose }，下降 { $fell }
ladder-after =
    持有的资格和预评分开说：资格是别人授予的，预评是按办法算的，两者不能互代。
    办法写明上一级不得申报本级的，越过本级不算缺。

    退出状态：0 完成，1 有行被退回，2 无法进行
    例：huoju ladder nx-tech-enterprise --data 园区.xlsx --out 梯度.xlsx

## 综合指数
value-index = 指数
index-usage = <指数> --data <文件> [选项]
index-about = 编制综合指数，给出名次及其可靠程度
index-index = 规则包里的指数，或指数文件：cn-zone-innovation-2014、./my-index.toml
index-data = 数据，一个主体（和期次）一行：csv、xlsx、xls、ods、parquet
index-out = 得分、名次和区间写到哪里：.csv 或 .json（默认标准输出，csv）
index-steps = 把每一步的表写进这个文件夹（csv）
index-report = 文字报告写到哪里：各主体得分从何而来、长短板、怎样变动名次
index-subject = 只印这个主体的文字报告
index-robustness = 随机试算的次数，得出名次区间
index-sensitivity = 求 Sobol 指数的基础抽样次数：哪一项选择左右名次
index-seed = 随机种子；同一种子，结果相同（默认 0）
index-weights = 权重组文件（csv）：一列一个指标或节点，一行一组
index-after =
    退出码：0 编成，2 没有编成
    例：
      huoju index cn-zone-innovation-2014 --data zones.csv --out index.csv
      huoju index ./my-index.toml --data zones.xlsx --out index.csv --steps steps --robustness 10000 --seed 7
index-out-format = 文件 { $path } 的后缀应为 .csv 或 .json
args-whole = { $option } 须是 0 或正整数，不能是 `{ $value }`
index-no-header = { $path } 前 30 行里找不到表头；应有这些列：{ $columns }
index-bad-cell = { $path } 第 { $row } 行“{ $column }”：`{ $value }` 不是数
index-bad-cells = { $path } 有 { $count } 格读不成数，指数没有编成；请改成数字，缺的留空
index-bad-period = { $path } 第 { $row } 行：`{ $value }` 不是期次；请写 2025、2025Q1 这样的期次
index-twice = { $path } 第 { $row } 行：主体 { $subject } 在同一期出现两次
index-no-id = { $path } 第 { $row } 行没有主体代码
index-set-column = { $path } 的列 `{ $column }` 不是指数里的指标或节点
index-no-subject = 数据里没有主体 `{ $subject }`
index-summary = { $title }：{ $subjects } 行，{ $ranked } 行有得分
index-sobol = 平均名次变动的方差中，{ $input } 单独占 { $first }，连同交互占 { $total }
index-sobol-even = 平均名次变动没有方差，{ $input } 无从解释
index-draws = 随机试算 { $draws } 次（种子 { $seed }）：名次平均移动 { $shift } 位，区间含 { $share } 的试算
index-reading = 读法：{ $text }
index-remark-more = 同类提示还有 { $count } 条
report-head = { $name }  得分 { $score }，第 { $rank } 名
report-head-none = { $name }  没有得分
report-interval = {"  "}名次区间 { $low }–{ $high }，平均移动 { $shift } 位
report-strengths = {"  "}长处：{ $list }
report-weaknesses = {"  "}短板：{ $list }
report-item = { $title } { $score }（第 { $rank }）
report-raises = {"  "}高于平均最多的：{ $list }
report-lowers = {"  "}低于平均最多的：{ $list }
report-part = { $title } { $points }
report-gap = {"  "}离上一名 { $other } 差 { $gap } 分
report-lever = {"  "}  只靠“{ $title }”：标准化得分由 { $from } 升到 { $to }
report-no-lever = {"  "}  没有哪一项单独就够

## 发现与数据目录
stage-discover = 发现
stage-system = 系统
value-source = 来源
value-name = 名称
value-use = 用途
value-batch = 批次
value-text = 文字
## 发现与数据目录
option-dir = 数据目录（默认看环境变量 HUOJU_DIR，没有则 ./huoju-data；环境变量 DATABASE_URL 指向 PostgreSQL 时，行存在那里）
init-about = 建数据目录：此后导入的数、文件和账本都在其中
init-after =
    已有数据的目录不受影响。
    示例：
      huoju init --dir 园区数据
init-done = 数据目录在 { $path }
import-about = 导入一份表：登记、指标或名单，每个数记下来源、文件、单元格和批次
import-usage = <文件> --source <来源> [选项]
import-file = 一家企业一行的表：csv、xlsx、xls、ods、parquet；登记和指标要有统一社会信用代码，名单可以只有名称
import-as = 表是什么：登记、指标、资格名单、负面清单、公报（默认：指标）
import-title = 资格名单列的是哪种资格：高新技术企业
value-kind = 种类
value-title = 资格
import-source = 来源的代号：tax、hr
import-source-name = 来源的名称，第一次用这个来源时给出：市税务局
import-use = 来源的用途：统计专用、行政共享、企业授权或公开，第一次用这个来源时给出
import-period = 数据所属期：2025（默认取文件中写明的最近一期）
import-provisional = 初报：如汇算清缴前的预缴申报
import-dry-run = 只试，不入库：列出会退回什么
import-after =
    有格退回的行整行不入库，其余照常；同一来源同一期的同一份文件只入一次。
    退出状态：0 全部入库；1 有行退回，其余已入库；2 没有入库
    示例：
      huoju import 税务.xlsx --source tax --source-name 市税务局 --use 行政共享 --period 2025 --provisional
      huoju import 税务.xlsx --source tax --dry-run --refused 退回.xlsx
      huoju import 登记.xlsx --as 登记 --source register --period 2025
      huoju import 名单.xlsx --as 资格名单 --title 高新技术企业 --source notices
import-read = 读 { $rows } 行，退回 { $refused } 行，可用 { $values } 个数
import-dry = 试导入，没有入库；文件摘要 { $hash }
import-done = 已入库，第 { $batch } 批：新主体 { $subjects } 家，新数 { $new } 个，改数 { $changed } 个，{ $same } 个与原来相同
import-done-titles = 已入库，第 { $batch } 批：新持有 { $new } 项，改 { $changed } 项，{ $same } 项与原来相同；新主体 { $subjects } 家
import-registered = 更名 { $renamed } 家，并入他人 { $merged } 家，新的归属 { $members } 条
import-renamed = 更名 { $n } 家，代码不变：
import-namesakes = 同名的有 { $n } 组，以代码为准，不合并：
import-unsure = 不能确定的名称 { $n } 个，留待人定（网页“名单比对”）：
import-unknown = 不认识的名称 { $n } 个，没有入库：
import-more = {"  "}另有 { $n } 个
import-bad-kind = 没有“{ $value }”这一种；可填 登记、指标、资格名单、负面清单、公报
import-marked = 退回的格已注明在 { $path }
import-bad-use = 没有“{ $value }”这种用途；可填 统计专用、行政共享、企业授权、公开
import-name-and-use = --source-name 和 --use 要一起给
undo-about = 撤销一次导入：它带来的数不再算，被它取代的数恢复
undo-usage = <批次> --reason <文字>
undo-batch = 批次号，导入时已告知
undo-reason = 为什么撤销，记入账本
undo-after =
    什么都不删除：撤销前的样子仍可按批次查到。
    示例：
      huoju undo 3 --reason 发错了文件
undo-done = 第 { $batch } 批已撤销，记为第 { $undo } 批
undo-bad-batch = “{ $value }”不是批次号；批次号是整数，导入时已告知
subject-about = 查一个主体：已知的每个数，连同来源、文件和单元格
subject-usage = <主体>
subject-subject = 信用代码、名称或曾用名
subject-after =
    示例：
      huoju subject 91640100MA75XXXX0X
subject-nobody = 数据目录里没有主体“{ $subject }”
subject-former = {"  "}曾用名或别名 { $name }，至 { $until }
subject-until-by = { $day }（依 { $scheme }）
subject-title = {"  "}持有 { $title } { $number }，{ $batch }，至 { $until }
subject-line = {"  "}{ $period }  { $name } { $value }{ $status }  〔{ $source }，{ $file } { $place }，第 { $batch } 批〕
verify-about = 核验账本和文件：改过一个字节也会指出
verify-after =
    退出状态：0 完好；1 有改动；2 没能核验
verify-holds = 账本 { $n } 条，逐条相符；末条 { $hash }
verify-changed = 账本第 { $seq } 条的内容与它的哈希不符：这一条被改过
verify-unchained = 账本第 { $seq } 条接不上前一条：前一条被改过或换过
verify-gap = 账本第 { $seq } 条之前缺了记录
verify-head = 账本在第 { $seq } 条之后与账头不符：末尾的记录被删去或添加过
verify-file = 文件 { $name } 的字节与它的哈希 { $hash } 不符，或已不在
noun-batch = 批次
noun-source = 来源
noun-subject = 主体
noun-match = 待定名称
trouble-forbidden = { $actor } 无权这样做；请管理员来做
trouble-no-source = 没有来源“{ $code }”；第一次用时请一并给出 --source-name 和 --use
trouble-other-source = 来源“{ $code }”已有，名称或用途与所给的不同；去掉 --source-name 和 --use，或另取一个代号
trouble-names-only = 表里只有名称（“{ $column }”列），没有统一社会信用代码；名称不能定主体，请补上代码一列
trouble-no-period = 不知道这些数是哪一年的；请给 --period 2025
trouble-no-title = 不知道名单列的是哪种资格；请给 --title，如 --title 高新技术企业
trouble-no-column = 表里没有“{ $column }”一列；这一种表的列见 docs/reference/formats.md
trouble-replaced = 文件不是试导入时看过的那一份：摘要应为 { $expected }，现在是 { $found }；请重新试导入
trouble-no-reason = 没有写理由；理由写入账本，请写一句
trouble-nothing = 没有一行可以入库，什么都没有写
trouble-stale = { $what }已经变了，什么都没有写；请重新查看后再做
trouble-twice = “{ $file }”这份文件已按同一来源、同一期入过库，没有再写；要重来请先撤销那一批
trouble-exists = { $what }“{ $which }”已经有了
trouble-not-found = 没有{ $what }“{ $which }”
trouble-full = 磁盘已满，什么都没有写；请腾出空间后重做
trouble-read-only = { $path } 不能写入；请核对权限
trouble-absent = { $path } 里还没有数据；请先 huoju init
trouble-later = 数据是更新版本的火炬写的；请用那个版本，或更新的
trouble-database = 数据库出错：{ $why }
## 排序
rank-refused = 有 { $count } 处错误，没有排序；请改正后再排：
rank-more = 还有 { $count } 处
rank-place = 名次
rank-entry = 项目
rank-pool = 分组
rank-score = 得分
rank-level = 校准分（参考）
rank-interval = 名次区间90%（参考）
rank-outcome = 结果
rank-note = 说明
rank-shared = 并列
rank-tie = 同分，按 { $rule } 定先后（{ $value }）
rank-taken = 晋级
rank-reserve = 候补{ $at }
rank-out = 未晋级
rank-below = 未达最低分
rank-at-line = 线上并列，待议
rank-withdrawn = 退出
rank-disqualified = 取消资格
rank-review = 区间跨线，建议复议
rank-title = { $title }（{ $rule }）
rank-count = 参评 { $entries } 项
rank-counts = 参评 { $entries } 项：晋级 { $taken }，候补 { $reserve }，线上并列 { $line }
rank-reliability = 信度 ICC(1,k) = { $icc }，平均每项 { $k } 份
rank-crossing = { $count } 项的名次区间跨晋级线，建议复议
rank-differ = 宽严与同组专家有差异：{ $experts }
rank-gaps = 对本单位项目的给分有差异：{ $experts }
rank-left-out = 去掉任一位，晋级名单就会变的专家有 { $count } 位：{ $experts }
rank-draws = 统计仅供参考，不影响名次；种子 { $seed }，模拟 { $draws } 次

## 示例
demo-about = 用示例数据建一个数据目录：虚构的高新区，两千家企业，五年的数
demo-after =
    各部门的表写在数据目录的“示例数据”文件夹里，其中的数经由 huoju import 的同一条路入库，再按四部办法预评一遍；
    然后在 127.0.0.1:8173 开启服务，印出只能用一次的登录链接。数据目录默认是 ./huoju-demo，再做一次也无妨。
    示例：
      huoju demo
      huoju demo --dir 示例 --only-make
demo-assessed = 预评 { $scheme }：参评 { $n } 家，通过 { $passed } 家
demo-folder = 示例数据
demo-done = 示例数据：{ $files } 份表在 { $path }，入库 { $batches } 批、{ $values } 个数，{ $twice } 批早已入库；名单里有 { $unsure } 个名称待人定
demo-left = 留给人改的：
demo-trouble = 示例数据写不出来：{ $why }
# ── assess、explain 用数据目录 ──
assess-evaluation-year = 评价年度（默认为所属期的下一年；只用于数据目录）
args-file-only = { $option } 只用于 --data 给出的文件
args-store-only = { $option } 只用于数据目录，不与 --data 同用
args-explain-store = 数据目录里的评价结果按作出时的口径说明；要换口径，先用 huoju assess { $scheme } 另评一次
header-id = 统一社会信用代码
header-name = 企业名称
stored-made = 预评结果 { $hash } 已存入数据目录，评价年度 { $year }
stored-same = 与已有的预评结果 { $hash } 完全相同（评价年度 { $year }），没有另存
stored-ended = 已注销、吊销的 { $count } 家不评价
stored-passed-over = 没有采用{ $source }的 { $count } 个数：{ $why }
stored-withdrawn = 该来源已停用（{ $reason }）
stored-statistics = 统计专用，没有登记授权文件，不得用于评价单个企业
stored-figures = 数字从哪来
stored-figure = { $name } { $value }{ $status }  { $source }，{ $file } { $place }，第 { $batch } 批
stored-figure-batch = { $name } { $value }  第 { $batch } 批
stored-figure-none = { $name } 没有采用的数
stored-provisional = （初报）
stored-other = 　另有
stored-assessment = 预评结果 { $hash }，评价年度 { $year }，{ $at }
stored-since-undone = 作出后变动：所用的第 { $batch } 批（{ $source }，{ $file }）已撤销：{ $reason }。请另评一次
stored-since-withdrawn = 作出后变动：所用第 { $batch } 批的来源{ $source }已停用：{ $reason }。请另评一次
stored-absent = { $path } 里没有数据；请先用 huoju init 建数据目录、用 huoju import 导入，或用 --data 给出文件
stored-trouble = 数据目录出错，没有写入：{ $why }
stored-nobody = 数据目录里还没有企业；请先用 huoju import 导入
stored-no-assessment = 数据目录里还没有按 { $scheme } 作出的（该期）评价；请先用 huoju assess { $scheme }
stored-not-assessed = 预评结果 { $hash } 里没有第 { $subject } 号主体
stored-damaged = 预评结果 { $hash } 的文件与它的哈希不符；请用 huoju verify 核验
stored-cancelled = 已取消，没有写入

## 系统
value-address = 地址:端口
value-login = 账号
value-person = 姓名
value-role = 角色
noun-person = 账号
first-password = 管理员 { $login }，密码 { $password }（只显示这一次，首次登录后须更换）
serve-about = 开启服务，用浏览器办公
serve-after =
    第一次启动时建管理员，密码只印一次。按 Ctrl+C 结束：在办的请求办完，没做完的任务留到下次。
    示例：
      huoju serve --dir 园区数据
      huoju serve --listen 10.0.0.8:8173 --behind-tls
serve-listen = 监听的地址和端口（默认 127.0.0.1:8173）
serve-behind-tls = 前面有代理与浏览器讲 TLS：登录凭据只走 TLS，访问者的地址取自代理
serve-ready = 火炬在 http://{ $address }；按 Ctrl+C 结束
serve-bare = 别的机器能访问 { $address }，而它不加密，密码会明文经过网络；请在前面设 TLS 代理，并加 --behind-tls
serve-bad-address = “{ $value }”不是地址和端口；请写 127.0.0.1:8173 这样的
serve-taken = 不能监听 { $address }：{ $why }；请换一个端口，或结束占用它的程序
user-about = 用户：增加、列出、重设密码、停用
user-usage = <命令>
user-login = 账号：2 至 32 位小写字母、数字和 . - _
user-login-usage = <账号> [选项]
user-name = 同事怎么称呼
user-role = 管理员或专员（默认专员）
user-add-usage = <账号> --name <姓名> [选项]
user-add-about = 增加一个用户，印出生成的密码
user-add-after =
    密码只印一次，首次登录后须更换。
    示例：
      huoju user add chen --name 陈晓
user-list-about = 列出全部用户
user-list-after =
    示例：
      huoju user list
user-password-about = 重设密码，印出生成的密码；此人的登录都结束
user-password-after =
    示例：
      huoju user password chen
user-stop-about = 停用一个用户：不能再登录，做过的事仍在账本里
user-stop-after =
    示例：
      huoju user stop chen
user-added = 已增加 { $login }，密码 { $password }（只显示这一次，首次登录后须更换）
user-new-password = { $login } 的新密码 { $password }（只显示这一次，登录后须更换）
user-stopped = { $login } 已停用
user-active = 在用
user-is-stopped = 停用
user-none = 还没有用户；huoju serve 第一次启动时建管理员
user-bad-role = 没有“{ $value }”这种角色；可填 管理员、专员
verify-assessment = 评价结果 { $hash } 的字节与它的哈希不符
verify-breach = 数据不合规则：{ $what }（{ $places }）
verify-rest = 文件、评价结果和数据都与写入时相符
backup-about = 备份：行、文件和评价结果放进一个新文件夹，附每个文件的哈希
backup-usage = --to <文件夹> [选项]
backup-to = 新建的备份文件夹
backup-rows = 行存在 PostgreSQL 时，刚由 pg_dump --format=custom 写出的文件
backup-after =
    服务照常运行时也可以备份。备份整个出现，或不出现；写好后随即核验。
    退出状态：0 完好；1 已备份，但数据有改动；2 没有备份
    示例：
      huoju backup --to /mnt/备份/周一
      pg_dump --format=custom --file=rows.dump "$DATABASE_URL" && huoju backup --rows rows.dump --to /mnt/备份/周一
backup-done = 已备份到 { $path }：{ $files } 个文件，{ $size }
restore-about = 从备份恢复出一个数据目录
restore-usage = <备份> [选项]
restore-from = 备份文件夹
restore-after =
    数据目录须不存在或是空的。行存在 PostgreSQL 时，先 pg_restore 到空库，再恢复。
    退出状态：0 完好；1 已恢复，但数据有改动；2 没有恢复
    示例：
      huoju restore /mnt/备份/周一 --dir 园区数据
restore-done = 已恢复到 { $path }：{ $at } 的备份，{ $files } 个文件，{ $size }
serve-guest = 来宾可用这个链接进入一次：{ $link }
demo-only-make = 只建数据目录，不开启服务

edition-meant = { $day } 施行的是 `{ $id }`：{ $title }（{ $source }，{ $force }），{ $why }
edition-only = 这天只有这一版
edition-own = 本区版先用
edition-latest = 几版里施行最晚
compare-column-industry = 行业
compare-column-size = 企业规模
compare-by-industry = 按行业（通过的家数）
compare-by-size = 按规模（通过的家数）
compare-share = { $said }：{ $before } → { $after }，进入 { $enter }，退出 { $leave }
compare-unknown = 不详
compare-more = 另有 { $n } 个行业
audit-usage = <办法> --data <文件> [选项]
audit-about = 边界审计：谁离一条边不到一个单位，动一个单位怎么变
audit-out = 名单写到哪里（默认标准输出；按后缀写成 csv、xlsx、parquet 或 json）
audit-no-data = audit 从文件读数，请给出 --data，如 huoju audit { $scheme } --data 园区.xlsx；库里的评价在它页面的“边界审计”上看、上导出
audit-summary = 共 { $n }；在边上 { $beside }，其中动一个单位结果就变的 { $turned }
audit-after =
    每个数各加、各减一个单位（金额 1 万元，其余 1 个计量单位）重评一遍，变了的逐条列出。
    例：
      huoju audit cn-tech-sme --data 园区.xlsx --out 边上.xlsx
