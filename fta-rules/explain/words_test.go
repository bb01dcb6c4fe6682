package explain

import (
	"testing"

	"origo/fta-rules/psr"
)

// in loads the catalogue of a language.
func in(t testing.TB, language Language) Catalogue {
	t.Helper()
	c, err := Load(language)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// inWords are rules with their words in each language, one for every condition.
var inWords = []struct{ rule, en, vi, ko string }{
	{"WO", "the good is wholly obtained (WO)", "hàng hóa có xuất xứ thuần túy (WO)", "완전생산기준 충족(WO)"},
	{"PE", "the good is made from originating materials only (PE)", "hàng hóa được sản xuất toàn bộ từ nguyên liệu có xuất xứ (PE)", "원산지재료만으로 생산(PE)"},
	{"WO(02,03)", "all materials of Chapters 2 and 3 used being wholly obtained",
		"toàn bộ nguyên liệu thuộc các chương 2 và 3 được sử dụng phải có xuất xứ thuần túy", "사용된 모든 제2류 및 제3류의 재료이(가) 완전생산품일 것"},
	{"CC", "change of chapter (CC)", "chuyển đổi chương (CC)", "2단위 세번변경(CC)"},
	{"CTSH", "change of subheading (CTSH)", "chuyển đổi phân nhóm (CTSH)", "6단위 세번변경(CTSH)"},
	{"AH except(4011,4012)", "materials of any heading, except from headings 40.11 and 40.12",
		"nguyên liệu thuộc bất kỳ nhóm nào, trừ các nhóm 40.11 và 40.12", "모든 호의 재료 사용 가능, 제40.11호 및 제40.12호 제외"},
	{"CTH except(7407)", "change of heading (CTH), except from heading 74.07",
		"chuyển đổi nhóm (CTH), trừ nhóm 74.07", "4단위 세번변경(CTH), 제74.07호 제외"},
	{"CTH except(10-12,7208.51)", "change of heading (CTH), except from Chapters 10 to 12 and subheading 7208.51",
		"chuyển đổi nhóm (CTH), trừ các chương 10 đến 12 và phân nhóm 7208.51", "4단위 세번변경(CTH), 제10류부터 제12류까지 및 제7208.51호 제외"},
	{"CTH allow(2103.30)", "change of heading (CTH); materials of subheading 2103.30 may be used",
		"chuyển đổi nhóm (CTH); được sử dụng nguyên liệu thuộc phân nhóm 2103.30", "4단위 세번변경(CTH); 제2103.30호의 재료 사용 가능"},
	{"CTH allow(same heading max 20)", "change of heading (CTH); materials of the good's own heading may be used up to 20% of the price of the good",
		"chuyển đổi nhóm (CTH); được sử dụng nguyên liệu cùng nhóm với hàng hóa với trị giá không quá 20% giá của hàng hóa",
		"4단위 세번변경(CTH); 물품과 같은 호의 재료은(는) 물품 가격의 20%까지 사용 가능"},
	{"CTH allow(same subheading)", "change of heading (CTH); materials of the good's own subheading may be used",
		"chuyển đổi nhóm (CTH); được sử dụng nguyên liệu cùng phân nhóm với hàng hóa", "4단위 세번변경(CTH); 물품과 같은 소호의 재료 사용 가능"},
	{"RVC(40)", "regional value content of at least 40% (RVC)", "hàm lượng giá trị khu vực không thấp hơn 40% (RVC)", "역내가치포함비율 40% 이상(RVC)"},
	{"RVC(40 direct)", "regional value content of at least 40% by the build-up method (RVC, direct)",
		"hàm lượng giá trị khu vực không thấp hơn 40% theo công thức trực tiếp (RVC)", "집적법에 따른 역내가치포함비율 40% 이상(RVC)"},
	{"RVC(35 indirect)", "regional value content of at least 35% by the build-down method (RVC, indirect)",
		"hàm lượng giá trị khu vực không thấp hơn 35% theo công thức gián tiếp (RVC)", "공제법에 따른 역내가치포함비율 35% 이상(RVC)"},
	{"MaxNOM(70)", "non-originating materials worth at most 70% of the price of the good",
		"trị giá nguyên liệu không có xuất xứ không vượt quá 70% giá của hàng hóa", "비원산지재료의 가치가 물품 가격의 70% 이하"},
	{`MaxNOM(47.5 of "unprinted fabric")`, "non-originating “unprinted fabric” worth at most 47.5% of the price of the good",
		"trị giá “vải chưa in” không có xuất xứ không vượt quá 47,5% giá của hàng hóa", "비원산지 “날염하지 않은 직물”의 가치가 물품 가격의 47.5% 이하"},
	{`MaxWeight(40 each "sugar"; 04)`, "non-originating “sugar” and materials of Chapter 4, each weighing at most 40% of the good",
		"trọng lượng của từng loại “đường” và nguyên liệu thuộc chương 4 không có xuất xứ không vượt quá 40% trọng lượng của hàng hóa",
		"비원산지 “설탕” 및 제4류의 재료 각각의 중량이 물품 중량의 40% 이하"},
	{"MaxWeight(30 sum 24 per 24)", "non-originating materials of Chapter 24 together weighing at most 30% of all materials of Chapter 24 used",
		"tổng trọng lượng nguyên liệu thuộc chương 24 không có xuất xứ không vượt quá 30% trọng lượng của toàn bộ nguyên liệu thuộc chương 24 được sử dụng",
		"비원산지 제24류의 재료의 총중량이 사용된 모든 제24류의 재료 중량의 30% 이하"},
	{"MinWO(10 of 2401 per 24)", "at least 10% by weight of the materials of Chapter 24 used being wholly obtained materials of heading 24.01",
		"ít nhất 10% trọng lượng của nguyên liệu thuộc chương 24 được sử dụng phải là nguyên liệu thuộc nhóm 24.01 có xuất xứ thuần túy",
		"사용된 제24류의 재료 중량의 10% 이상이 완전생산된 제24.01호의 재료일 것"},
	{"P(WEAVE) & P(MAKEUP)", "weaving, and making-up including cutting", "dệt thoi, và may hoàn thiện bao gồm cắt", "제직 및 재단을 포함한 봉제·완성"},
	{"P(RETAN on 4104.11,4104.19)", "re-tanning, done to the materials of subheadings 4104.11 and 4104.19",
		"thuộc lại, thực hiện đối với nguyên liệu thuộc các phân nhóm 4104.11 và 4104.19", "재유연(제4104.11호 및 제4104.19호의 재료 대상)"},
	{`FROM(5208 "unembroidered fabric")`, "manufacture from “unembroidered fabric” of heading 52.08",
		"sản xuất từ “vải chưa thêu” thuộc nhóm 52.08", "제52.08호의 “자수하지 않은 직물”(으)로부터 생산"},
	{"NOT(4104.41)", "no non-originating materials of subheading 4104.41 used",
		"không sử dụng nguyên liệu thuộc phân nhóm 4104.41 không có xuất xứ", "비원산지 제4104.41호의 재료을(를) 사용하지 않을 것"},
	{"ONLY(5402)", "no non-originating textile materials used but materials of heading 54.02",
		"không sử dụng nguyên liệu dệt không có xuất xứ nào khác ngoài nguyên liệu thuộc nhóm 54.02",
		"제54.02호의 재료 외의 비원산지 섬유재료를 사용하지 않을 것"},
	{"SET(15)", "each good of the set meeting its own rule, those that do not being worth at most 15% of the set",
		"từng hàng hóa trong bộ đáp ứng quy tắc của mình, phần không đáp ứng có trị giá không quá 15% giá của bộ",
		"세트의 각 물품이 해당 기준을 충족하고, 충족하지 못하는 물품의 가치가 세트 가격의 15% 이하"},
	{"LISTED(ITA)", "the good and all its materials are on the list ITA", "hàng hóa và mọi nguyên liệu đều thuộc danh mục ITA", "물품과 모든 재료가 ITA 목록에 해당"},
	{`JUDGE("is it worked?")`, "an officer must judge: is it worked?", "công chức phải xem xét: is it worked?", "세관공무원의 판단 필요: is it worked?"},
	{"NONE", "the annex states no rule", "phụ lục không quy định tiêu chí", "부속서에 기준 없음"},
	{"(P(KNIT) or P(WEAVE)) & P(DYE)", "(knitting or crocheting, or weaving), and dyeing of the fabric",
		"(dệt kim hoặc móc, hoặc dệt thoi), và nhuộm vải", "(편직 또는 뜨개질 또는 제직) 및 직물의 염색"},
	{"[boxes] CTH or RVC(40); [parts] RVC(45)",
		"for boxes: change of heading (CTH), or regional value content of at least 40% (RVC); for parts: regional value content of at least 45% (RVC)",
		"đối với boxes: chuyển đổi nhóm (CTH), hoặc hàm lượng giá trị khu vực không thấp hơn 40% (RVC); đối với bộ phận: hàm lượng giá trị khu vực không thấp hơn 45% (RVC)",
		"boxes: 4단위 세번변경(CTH) 또는 역내가치포함비율 40% 이상(RVC); 부분품: 역내가치포함비율 45% 이상(RVC)"},
}

func TestWords(t *testing.T) {
	english, vietnamese, korean := in(t, English), in(t, Vietnamese), in(t, Korean)
	for _, test := range inWords {
		if _, err := psr.Parse(test.rule); err != nil {
			t.Errorf("%s: %v", test.rule, err)
			continue
		}
		for _, c := range []struct {
			catalogue Catalogue
			want      string
		}{{english, test.en}, {vietnamese, test.vi}, {korean, test.ko}} {
			if got := c.catalogue.Notation(test.rule); got != c.want {
				t.Errorf("%s in %s:\n got %s\nwant %s", test.rule, c.catalogue.Language(), got, c.want)
			}
		}
	}
}

// TestEveryProcessHasAName looks for process codes without words, and for words without a process.
func TestEveryProcessHasAName(t *testing.T) {
	c := in(t, English)
	for code := range psr.Processes {
		if c.Process(code) == code {
			t.Errorf("%s has no name", code)
		}
	}
	const prefix = "psr.process."
	for _, message := range c.Messages() {
		if len(message) <= len(prefix) || message[:len(prefix)] != prefix || message == prefix+"on" {
			continue
		}
		if _, known := psr.Processes[string(message[len(prefix):])]; !known {
			t.Errorf("%s names no process", message)
		}
	}
	if got := c.Process("FOLD_TWICE"); got != "fold twice" {
		t.Errorf("an unknown process is called %q", got)
	}
}
