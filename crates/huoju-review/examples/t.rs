use huoju_review::flow::*; use std::time::Instant;
fn main(){ let dir=std::env::args().nth(1).unwrap(); let rd=|n:&str|std::fs::read_to_string(format!("{dir}/{n}")).unwrap();
 let needs:Vec<u32>=rd("entries.csv").lines().skip(1).map(|l|l.rsplit(',').next().unwrap().parse().unwrap()).collect();
 let caps:Vec<u32>=rd("experts.csv").lines().skip(1).map(|l|l.rsplit(',').next().unwrap().parse().unwrap()).collect();
 let p=|l:&str|{let mut i=l.split(',');let a:u32=i.next().unwrap()[1..].parse().unwrap();let b:u32=i.next().unwrap()[1..].parse().unwrap();(a,b,i.next().map_or(0,|x|x.parse::<i64>().unwrap()))};
 let conf:std::collections::HashSet<(u32,u32)>=rd("conflicts.csv").lines().skip(1).map(|l|{let x=p(l);(x.0,x.1)}).collect();
 let t=rd("similarity.csv");
 let ch:Vec<Choice>=t.lines().skip(1).map(p).filter(|x|!conf.contains(&(x.0,x.1))).map(|(d,e,v)|Choice{demand:d,expert:e,value:v,group:NONE}).collect();
 let t0=Instant::now(); let (n,o)=optimum(Limits{needs:needs.clone(),caps:caps.clone(),group_cap:1,step:0},&ch,None);
 let tot:i64=o.state.chosen().map(|c|n.value[c as usize]).sum(); let un:u32=o.state.nobody.iter().sum();
 println!("{} pairs {} total {tot} unmet {un}",ch.len(),t0.elapsed().as_secs_f64()*1e3);
 let mut b:i64=o.prices.iter().zip(&caps).map(|(p,c)|p**c as i64).sum();
 for d in 0..needs.len(){let mut v:Vec<i64>=n.all_choices(d as u32).map(|c|n.value[c as usize]-o.prices[n.expert[c as usize] as usize]).collect();v.sort();v.reverse();b+=(0..needs[d] as usize).map(|i|v.get(i).copied().unwrap_or(i64::MIN).max(-n.unmet)).sum::<i64>();}
 println!("bound {b} gap {}",b-(tot-un as i64*n.unmet));
}
