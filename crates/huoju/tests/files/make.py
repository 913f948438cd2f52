"""Makes the workbooks beside it, invented enterprises in the dirt of real offices, then saves them by LibreOffice:

python3 make.py && for format in xlsx xls ods; do soffice --headless --convert-to $format --outdir . made/*.xlsx; done
rm -r made hnte.xls hnte.xlsx gazelle.xls gazelle.ods
"""
import datetime
import os
from openpyxl import Workbook
from openpyxl.styles import Font, Alignment
os.makedirs('made', exist_ok=True)

# The check digit of a credit code.
A='0123456789ABCDEFGHJKLMNPQRTUWXY'
W=[1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28]
B='0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
OW=[3,7,9,10,5,8,4,2]
def org(eight):
    s=sum(B.index(c)*w for c,w in zip(eight,OW)); r=11-s%11
    return {10:'X',11:'0'}.get(r,str(r))
def code(n):
    eight='MA%06d'%n
    seventeen='91640100'+eight+org(eight)
    s=sum(A.index(c)*w for c,w in zip(seventeen,W)); return seventeen+A[(31-s%31)%31]

# 1. 科小: title, unit note, merged two-row header, hidden column, hidden sheet, totals, notes
wb=Workbook(); ws=wb.active; ws.title='科技型中小企业'
ws['A1']='某某高新区2025年科技型中小企业摸底表'; ws.merge_cells('A1:N1'); ws['A1'].alignment=Alignment(horizontal='center')
ws['A2']='填报单位：高新区科技局'; ws['L2']='金额单位：万元'
h1=['序号','统一社会信用代码','企业名称','人员情况','','财务情况','','','','知识产权','','是否高新技术企业','联系人电话','备注']
h2=['','','','职工总数（人）','其中：科技人员','销售收入','研发费用','成本费用支出总额','资产总额','Ⅰ类（项）','Ⅱ类（项）','','','']
for i,(a,b) in enumerate(zip(h1,h2),1):
    if a: ws.cell(3,i,a)
    if b: ws.cell(4,i,b)
for r in ['A3:A4','B3:B4','C3:C4','D3:E3','F3:I3','J3:K3','L3:L4','M3:M4','N3:N4']: ws.merge_cells(r)
rows=[
 [1,code(1),'某地甲科技有限公司',50,15,'3,000.00',200,2800,1500,1,0,'否','13909510001',''],
 [2,code(2),'某地乙科技有限公司','１２０',30,1234.56,80,1200,900,0,4,'—','',''],
 [3,code(3),'某地丙科技有限公司',600,100,'30000万元',1500,25000,18000,2,9,'是','',''],
 [4,code(4),'某地丁科技有限公司',30,'','12%',50,300,200,0,2,'否','','上年数待核'],
 [5,code(5),'某地戊科技有限公司',20,8,'约500',60,400,300,'无','无','否','',''],
 [6,code(6)[:-1]+('0' if code(6)[-1]!='0' else '1'),'某地己科技有限公司',40,12,800,900,700,600,0,3,'高企','',''],
 [7,code(1),'某地甲科技有限公司',50,15,3000,200,2800,1500,1,0,'否','',''],
 [8,'','某地庚科技有限公司',10,3,100,10,90,80,0,1,'否','',''],
 [9,code(9),'某地辛科技有限公司',-5,3,100,10,90,80,0,1,'否','',''],
 [10,code(10),'某地壬科技有限公司',25.5,3,100.123456,10,90,80,0,1,'否','',''],
 [11,code(11),'某地癸科技有限公司',25,6,'=F10*2',10,'=1/0',80,0,1,'√','',''],
 [12,code(12),'某地子科技有限公司',25,6,None,10,90,80,None,1,'有','',''],
]
for i,r in enumerate(rows):
    for j,v in enumerate(r,1):
        if v not in ('',None): ws.cell(5+i,j,v)
n=5+len(rows)
for k in range(3):
    for j in range(1,15): ws.cell(n+k,j).font=Font(name='宋体')
ws.cell(n+3,1,'合计'); ws.cell(n+3,4,'=SUM(D5:D16)'); ws.cell(n+3,6,'=SUM(F5:F16)')
ws.cell(n+4,1,'注：1.销售收入按不含税填报；2.科技人员含兼职。')
ws.cell(n+5,1,'填表人：张三'); ws.cell(n+5,6,'审核人：李四'); ws.cell(n+5,10,'填报日期：2026年3月1日')
ws.column_dimensions['M'].hidden=True
ws2=wb.create_sheet('填表说明'); ws2['A1']='一、统一社会信用代码为18位。'; ws2['A2']='二、职工总数按国科发政〔2017〕115号口径。'
ws3=wb.create_sheet('字典'); ws3.sheet_state='hidden'; ws3['A1']='统一社会信用代码'; ws3['B1']='企业名称'
wb.save('made/sme.xlsx')

# 2. 高企: indicator groups over years
wb=Workbook(); ws=wb.active; ws.title='申报企业'
ws['A1']='2025年度高新技术企业认定申报汇总表（单位：万元）'
groups=['研发费用','境内研发费用','销售收入','资产总额','负债总额']
row1=['序号','统一社会信用代码','企业名称','成立日期']; row2=['','','','']
for g in groups:
    row1+= [g,'','']; row2+=['2023年','2024年','2025年']
row1+=['科技成果转化数','','']; row2+=['2023年','2024年','2025年']
row1+=['2025年度','','','','Ⅰ类知识产权','Ⅱ类知识产权','是否拥有核心技术知识产权所有权','核心技术属于规定领域','有自主研发知识产权','高新技术产品收入占总收入比']
row2+=['职工总数','科技人员','总收入','高新技术产品（服务）收入','','','','','','']
sc=['技术的先进程度得分','核心支持作用得分','知识产权数量得分','知识产权获得方式得分','科技成果转化能力得分','研发组织管理制度得分','研发机构与产学研合作得分','成果转化奖励制度与双创平台得分','人才培养引进与绩效奖励制度得分','净资产增长率得分','销售收入增长率得分']
row1+=['专家评分']+['']*(len(sc)-1); row2+=sc
for i,(a,b) in enumerate(zip(row1,row2),1):
    if a: ws.cell(2,i,a)
    if b: ws.cell(3,i,b)
for i,(a,b) in enumerate(zip(row1,row2),1):
    if a and not b: ws.merge_cells(start_row=2,end_row=3,start_column=i,end_column=i)
c=5
for g in groups+['x']:
    ws.merge_cells(start_row=2,end_row=2,start_column=c,end_column=c+2); c+=3
def hn(i,name,reg,rnd,sales,assets,debt,conv,staff,tech,inc,ht,scores,ratio):
    return [i,code(100+i),name,reg,*rnd,*rnd,*sales,*assets,*debt,*conv,staff,tech,inc,ht,1,3,'是','是','是',ratio,*scores]
S=[7,7,8,6,28,5,5,3,3,8,8]
D=datetime.date
data=[
 hn(1,'甲高科',D(2015,3,1),[300,350,420],[4000,4500,5000],[3000,3600,4300],[1000,1100,1200],[6,5,7],100,20,5200,4200,S,'80.8%'),
 hn(2,'乙高科','2024年2月1日',['',350,420],['',4500,5000],['',3600,4300],['',1100,1200],['',5,7],100,20,5200,4200,S,0.808),
 hn(3,'丙高科','2015.3.1',[300,350,420],[4000,4500,5000],[3000,3600,4300],[1000,1100,1200],[6,5,7],100,20,5200,4200,[9,7,8,6,28,5,5,3,3,8,8],''),
 hn(4,'丁高科',42064,[300,350,420],[4000,4500,5000],[3000,3600,4300],[1000,1100,1200],[6,5,7],100,5,5200,2200,S,''),
 hn(5,'戊高科','2015年3月',[300,350,420],[4000,4500,5000],[3000,3600,4300],[1000,1100,1200],[6,5,7],100,20,5200,4200,S,''),
 hn(6,'己高科','20150301',[300,350,'/'],[4000,4500,5000],[3000,3600,4300],[1000,1100,1200],[6,5,7],100,20,5200,4200,S,''),
 hn(7,'庚高科','2015/3/1',[300,350,420],[4000,4500,5000],[3000,3600,4300],[1000,1100,1200],[6,5,7],100,20,5200,4200,[7.5]+S[1:],''),
]
for i,r in enumerate(data):
    for j,v in enumerate(r,1):
        if v!='' : ws.cell(4+i,j,v)
wb.save('made/hnte.xlsx')

# 3. 瞪羚: years over indicators
wb=Workbook(); ws=wb.active; ws.title='瞪羚'
years=['2022年','2023年','2024年','2025年']
row1=['序号','企业名称','统一社会信用代码','注册时间']; row2=['','','','']
for y in years:
    row1+=[y,'']; row2+=['销售收入（万元）','研发费用（万元）']
row1+=['Ⅰ类知识产权数','近三年Ⅱ类知识产权数','总收入（万元）','高新技术产品收入（万元）','自治区级以上创新平台']; row2+=['']*5
for i,(a,b) in enumerate(zip(row1,row2),1):
    if a: ws.cell(1,i,a)
    if b: ws.cell(2,i,b)
for k in range(4): ws.merge_cells(start_row=1,end_row=1,start_column=5+2*k,end_column=6+2*k)
g=[
 [1,'甲瞪羚',code(201),D(2019,5,6),1000,80,1300,90,1700,120,2200,160,1,0,2300,1500,'是'],
 [2,'乙瞪羚',code(202),D(2019,5,6),1000,80,1100,90,1500,120,1700,160,0,6,2300,1500,'否'],
 [3,'丙瞪羚',code(203),D(2023,5,6),0,80,1100,90,1500,120,1700,160,0,6,2300,1500,'是'],
 ['','小计','','',3000],
 [4,'丁瞪羚',code(204),45000,1000,80,1100,90,1500,120,170000,160,0,6,2300,1500,'是'],
]
for i,r in enumerate(g):
    for j,v in enumerate(r,1):
        if v!='': ws.cell(3+i,j,v)
wb.save('made/gazelle.xlsx')
