### 页面用字。键与 en.ftl 相同，有测试守着；数据（名称、条款、来源）不在此处。

## 版框
brand = 火炬
brand-full = 火炬 Huoju
skip = 跳到正文
sample = 示例数据
sample-foot = 本页企业、项目与数字均为示例数据
find = 查找
find-label = 查找主体
find-hint = 企业名称、信用代码或拼音首字母
sign-out = 退出
nav-main = 主导航
nav-crumbs = 所在位置
waiting = 待办 { $n } 件
other-language = English
other-tag = en
foot-made = 页面生成 { $n }
foot-record = 账本第 { $n } 条
foot-digest = 摘要 { $n }

## 五词与各室
word-discover = 发现
word-select = 遴选
word-evaluate = 评价
word-track = 跟踪
word-publish = 发布
word-system = 系统
room-home = 首页
room-subjects = 主体库
room-imports = 导入
room-matches = 名单比对
room-schemes = 规则库
room-assessments = 评价结果
room-jobs = 任务
room-indicators = 指标
room-zones = 高新区
room-sources = 来源
room-ledger = 账本
room-people = 用户
room-system = 维护

## 数与三问
ask-origin = 从哪来
ask-rule = 依何规
ask-change = 如何变
mark-provisional = 初
mark-revised = 修
provisional = 初报
revised = 修订
missing-note = “…”为缺项，不作 0；“—”为不适用。
in-unit = （{ $n }）
key-figures = 要数
key-figures-hint = 点数字，看它从哪来、依何规、如何变

## 结果
outcome = 结果
outcome-pass = 通过
outcome-fail = 未通过
outcome-undetermined = 待定
own-pass = 预评通过
own-fail = 预评未通过
own-undetermined = 预评待定
own-result = 预评
own-only = 预评为本区自算，资格以主管部门公告为准。

## 列表
filter = 筛选
applied = 已选
clear = 全部清除
export = 导出：
export-recorded = 导出记入账本
pages = 翻页
pages-range = 第 { $from }–{ $to } 条，共 { $total } 条
previous = 上一页
next = 下一页
all = 全部
count = 家
rows = 行数
at = 时间
by-whom = 经办
state = 状态
remark = 说明
number = 号
digest = 摘要
reason = 理由
reason-hint = 写入账本，不能再改
sure-follows = 确认后：
given = 所给
files = 文件
file = 文件
kind = 类别
period = 所属期
source = 来源
latest = 最近
count-subjects = { $n } 家
count-batches = { $n } 批
count-figures = { $n } 个
count-indicators = { $n } 个
count-places = { $n } 处
count-rows = { $n } 行
count-todo = { $n } 件

## 登录
account = 账号
account-hint = 登录用，字母与数字，如 chenyue
password = 密码
sign-in = 登录
first-start = 初次启动
first-start-where = 管理员 admin 的密码印在服务器的屏幕上，只印一次。
promise = 每个数字都答得出：从哪来、依何规、如何变。
promise-more = 本系统只在本网内运行，每一次办理都记入账本。
password-old = 现用密码
password-new = 新密码
password-hint = 至少 10 个字符；几个词连起来，比一串符号好记也更牢
password-change = 更改密码
password-generated = 现用密码由系统生成，请换成自己的。

## 出错
next-steps = 接下来
error-number = 日志编号 { $n }，报修时请附上
error-403 = 这一步需要别的权限。请找本单位的管理员，或换用有权限的账号登录。
error-404 = 没有这一页。地址可能写错了，或所指的记录不在本库。
error-409 = 在您打开这一页之后，别人已经改过同一处。什么都没有写入；请看现在的内容再办。
error-413 = 文件太大。请分成几个文件，或先删去无关的工作表。
error-422 = 所填有误，什么都没有写入。请按下面所列改正后再交。
error-429 = 试得太勤。请稍候再试。
error-500 = 系统出了错，什么都没有写入。请再试一次；若仍不行，请把日志编号告诉管理员。

## 还没有内容的两词
select-soon = 遴选还没有开放。
select-soon-more = 这里将办理赛事、认定与事项：申报、专家、分派、评审、排序、公示、异议与立项。
track-soon = 跟踪还没有开放。
track-soon-more = 这里将列出立项与获资格之后的里程碑、到期与复审。

## 首页
todo = 待办
todo-none = 没有待办。
todo-none-more = 导入退回、名单待定、结果待重算时，会列在这里。
import-data = 导入数据
run-assessment = 运行评价
latest-assessments = 近期评价
latest-assessment = 最近评价
scheme-period = 办法与年度
assessed = 参评
import-refused = 导入退回
doors = 按岗位进入
updates = 数据更新
updates-none = 还没有数据。
updates-none-more = 导入后，各来源的所属期与行数列在这里。
stored-at = 入库

## 主体库
subject = 主体
subjects = 主体
zone = 高新区
title-held = 持有资格
titles-held = 持有资格
latest-outcome = 最近预评
credit-code = 统一社会信用代码
industry = 行业
revenue-of = 营业收入 { $n }
unit-wan = （万元）
staff = 职工
unit-people = （人）
points = 得分

## 主体页
years = 历年
hollow = 空心为初报
indicator = 指标
differing = 数出多门
difference = 差
taken-which = 取哪个
differing-note = 几处来源并存，不互相回填；统计专用的只作汇总，不用于评价。
valid = 有效
expired = 已过期
until = 至 { $n }
titles-note = 持有资格以公告名单为准，与本区预评互不替代。
other-assessments = 其他预评
scheme = 办法
former-names = 曾用名
history = 沿革
record = 账本 { $n }
clause-by-clause = 逐条评价
explanation-paper = 打印依据
not-assessed = 还没有评价过。
not-assessed-next = 运行一次评价，每一分的条款与来源就列在这里。
clause = 条款
by = 依
gates-criteria = 门槛与评价项
inputs = 取数
value = 值
fall = 落档
fall-note = 上行得分，下行下限（含）
points-got = 得分
points-full = （满分）
gate = 门槛
total = 合计
assessed-note = 比值与档界用整数交叉相乘比较，不经四舍五入；表中百分数仅为显示。实底格为所落之档，虚线格为上一档。

## 导入
import-new = 导入文件
import-templates = 模板：
import-kind = 文件是什么
import-source = 谁给的
import-period-hint = 如 2025、2025Q1；文件里写明了可不填
import-file-hint = XLSX、XLS、ODS 或 CSV（UTF-8、GBK 均可），不超过 { $n }
import-try = 试读文件
import-try-hint = 试读不入库：先看哪些行能入、哪些要改
batches = 批次
batch = 批次
rows-taken = 入库行
rows-refused = 退回行
batch-dry-run = 试读
batch-committed = 已入库
batch-undone = 已撤销
batch-running = 正在入库
batch-unreadable = 读不了
marked-copy = 标注文件
marked-note = 每一处错误都写在原单元格旁，改好可直接再传。
refused-cells = 退回
rows-are-excels = 行号即 Excel 行号。
more-refusals = 另有 { $n } 处。
col-row = 行
col-column = 列
col-value = 原值
col-wrong = 问题
col-mend = 改法
whole-row = 整行
will-change = 将改动的已有数字
figure = 数字
stored-now = 现存
stored-then = 入库后
more-changes = 另有 { $n } 处改动。
preview = 预览
preview-note = 入库后的样子，前几行
used-by = 用过本批的评价
remarks = 识别说明

## 名单比对
unsure-names = 不能确定的名称
nothing-merges = 系统不猜，逐个由人定
match-none = 都不是
match-later = 以后再定
match-record = 记下所定
match-hint = 记入账本，可以更正；“以后再定”的留在这里

## 规则库
document = 文号
in-force = 施行
cases-held = 案例
pack = 规则包
schemes-note = 每部办法以原文条款为据，由案例在档界上下逐一验证。
gates = 门槛
gates-note = 不符其一即未通过
all-of = 须全部符合
any-of = 符合其一即可
criteria = 评价项
full-points = 满分 { $n } 分
tiers = 档次
tiers-note = 依次看，先符者为结果
readings = 读法
readings-note = 原文可作两解处，本库如何读
silent = 原文未定
silent-note = 遇此情形结果为待定
editions = 版本
reads = 所用指标
cases = 案例
holds = 相符
differs = 不符

## 运行评价与任务
data-year = 数据年度
as-of-day = 申报日
as-of-hint = 可不填，以所属期末日计
population = 范围
missing-mode = 缺项口径
authority = 使用统计专用数据的依据
authority-hint = 可不填；不填则统计专用数据一概不用。填批准文件的文号，记入账本
stock = 库内现有
progress = 进度
reloads = 本页每隔几秒自行刷新
job-log = 经过
job = 任务
job-waiting = 排队
job-running = 进行中
job-done = 完成
job-failed = 失败
job-cancelled = 已取消
began = 开始
took = 用时

## 评价结果
run = 运行
stale = 所用导入已撤销
distribution = 总分分布
undetermined-least = 待定，按已知最低分
data-table = 数据表
lacks = 待定缺什么
lacking = 缺什么
from-whom = 应由谁给
undetermined-total = 待定合计
lacks-note = 同时缺几项的在各行都计，故各行之和可多于合计。已知部分足以定论的，不列待定。
one-by-one = 逐家结果
points-range = 总分（可能区间）
of-points = （{ $n } 分）
total-points = 总分
total-place = 总分位置
rows-note = “…”为缺项，不作 0 分。方块为确定得分，斜纹为可能区间，竖线为合格线。
print = 打印
what-is-missing = 还缺什么
inputs-origin = 取数来源
file-place = 文件与单元格
verifiable-by = 可据以核验

## 指标、高新区、来源
code = 代码
unit = 单位
sort = 性质
observations = 观测值
periods = 年度
read-by = 采用的办法
by-year = 分年度
have = 有数
lack = 缺数
sum = 合计
given-by = 提供的来源
region = 所在地
since = 国家级始于
figures = 数字
statistic = 统计量
qualifier = 程度
issuer = 提供单位
permitted = 许可用途
permitted-note = 统计专用的数据只作汇总，不用于评价、匹配与证书，除非账本上有批准依据。
permitted-change = 更改许可用途
withdrawn = 已撤回
no-batches = 还没有从这一来源导入过。
gives = 提供的指标
authorities = 批准依据

## 系统
ledger-holds = 账本完好
ledger-never = 尚未核验
ledger-verify = 现在核验
ledger-note = 每条都含上一条的摘要，改一字节即可查出；命令 huoju verify 同此
act = 事项
who = 谁
to-what = 对象
person = 姓名
office = 部门
role = 角色
last-sign-in = 上次登录
closed = 已停用
person-add = 添加用户
person-note = 密码由系统生成，只显示一次。
shown-once = 只显示一次
backup = 备份
backup-how = 在服务器上运行；备份时系统照常使用：
restore-how = 恢复到一个空目录，核验后再启用：
verify-how = 核验账本与文件：

## 值
yes = 是
no = 否
batch-number = 第 { $n } 批

## 首页与主体库的数
key-enterprises = 主体库企业
key-observations = 现有数字
key-sources = 来源
key-records = 账本记录
door-cultivate = 企业培育
door-statistics = 统计
subjects-none = 还没有主体。
subjects-not-found = 没有找到。
subjects-none-more = 导入一份表，表里的企业就列在这里；也可以换个名称、代码或拼音首字母再找。
kind-enterprise = 企业
kind-zone = 高新区
kind-other = 其他
found-by-former = 曾用名相符
known-of = 已知
known-figures = { $sources } 处来源，{ $n } 个数
taken-none = 都不用于评价
taken-first = 取 { $value }
