### 火炬命令行的中文文字。与 en.ftl 的键完全一致，由测试把守。

## 帮助
about = 火炬：每个数字都答得出——从哪来、依何规、如何变
usage = 用法
heading-arguments = 参数
heading-options = 选项
usage-tail = <命令> [选项]
usage-options = [选项]
value-scheme = 办法
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
assess-usage = <办法> --data <文件> [选项]
explain-usage = <办法> --data <文件> --subject <主体> [选项]
more-help = 每个命令的用法：huoju <命令> --help
stage-evaluate = 评价
option-lang = 显示语言：zh 或 en（默认看环境变量 LC_ALL、LC_MESSAGES、LANG，都没有则 zh）
option-packs = 存放规则包的文件夹，同名的规则包取代内置的（也可设环境变量 HUOJU_PACKS）
option-help = 显示本帮助
option-version = 显示版本

assess-about = 按一个办法给主体打分、分档
assess-scheme = 规则库中的办法，或办法文件：cn-tech-sme、./draft.toml
assess-data = 总体文件（一个主体一行）：csv、xlsx、xls、ods、parquet，或 Parquet 文件夹
assess-period = 数据所属期：2025、2025Q1（默认取文件中最近的一期，文件没有写明则取上一整年）
assess-as-of = 申报日，如 2026-03-31（默认为所属期的最后一天）
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

## 发现与数据目录
stage-system = 系统
option-dir = 数据目录（默认看环境变量 HUOJU_DIR，没有则 ./huoju-data；环境变量 DATABASE_URL 指向 PostgreSQL 时，行存在那里）
init-about = 建数据目录：此后导入的数、文件和账本都在其中
init-after =
    已有数据的目录不受影响。
    示例：
      huoju init --dir 园区数据
init-done = 数据目录在 { $path }
verify-about = 核验账本和文件：改过一个字节也会指出
verify-after =
    退出状态：0 完好；1 有改动；2 没能核验
verify-holds = 账本 { $n } 条，逐条相符；末条 { $hash }
verify-changed = 账本第 { $seq } 条的内容与它的哈希不符：这一条被改过
verify-unchained = 账本第 { $seq } 条接不上前一条：前一条被改过或换过
verify-gap = 账本第 { $seq } 条之前缺了记录
verify-head = 账本在第 { $seq } 条之后与账头不符：末尾的记录被删去或添加过
verify-file = 文件 { $name } 的字节与它的哈希 { $hash } 不符，或已不在
trouble-stale = { $what }已经变了，什么都没有写；请重新查看后再做
trouble-exists = { $what }“{ $which }”已经有了
trouble-not-found = 没有{ $what }“{ $which }”
trouble-full = 磁盘已满，什么都没有写；请腾出空间后重做
trouble-read-only = { $path } 不能写入；请核对权限
trouble-absent = { $path } 里还没有数据；请先 huoju init
trouble-later = 数据是更新版本的火炬写的；请用那个版本，或更新的
trouble-database = 数据库出错：{ $why }

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
