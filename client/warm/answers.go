package warm

import "container/list"

// kept is an answer in memory.
type kept struct {
	key    string
	answer any
	topics []topic
	beat   uint64 // the answer may be given once this beat has settled
}

// answers are the answers in memory, the one used longest ago at the back, found by key and by topic.
type answers struct {
	limit   int
	order   *list.List
	byKey   map[string]*list.Element
	byTopic map[topic]map[*list.Element]bool
}

func newAnswers(limit int) *answers {
	a := &answers{limit: limit}
	a.clear()
	return a
}

func (a *answers) clear() {
	a.order, a.byKey, a.byTopic = list.New(), map[string]*list.Element{}, map[topic]map[*list.Element]bool{}
}

// get finds an answer and counts it as used.
func (a *answers) get(key string) (*kept, bool) {
	at, ok := a.byKey[key]
	if !ok {
		return nil, false
	}
	a.order.MoveToFront(at)
	return entry(at), true
}

// put keeps an answer. One already there stays: it has heard of every block since it was read, and will settle sooner.
func (a *answers) put(k *kept) {
	if _, there := a.byKey[k.key]; there {
		return
	}
	at := a.order.PushFront(k)
	a.byKey[k.key] = at
	for _, t := range k.topics {
		if a.byTopic[t] == nil {
			a.byTopic[t] = map[*list.Element]bool{}
		}
		a.byTopic[t][at] = true
	}
	if a.order.Len() > a.limit {
		a.remove(a.order.Back())
	}
}

// forget drops every answer that rests on the topic.
func (a *answers) forget(t topic) {
	for at := range a.byTopic[t] {
		a.remove(at)
	}
}

func (a *answers) remove(at *list.Element) {
	k := entry(at)
	a.order.Remove(at)
	delete(a.byKey, k.key)
	for _, t := range k.topics {
		delete(a.byTopic[t], at)
		if len(a.byTopic[t]) == 0 {
			delete(a.byTopic, t)
		}
	}
}

// entry is what the list holds; nothing else is ever put into it.
func entry(at *list.Element) *kept {
	k, _ := at.Value.(*kept)
	return k
}
